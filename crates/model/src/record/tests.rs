//! Spans of invented sentences, and as whose words they are cited.

use crate::{
    Document, DocumentId, EvidenceKind, Media, NamedPerson, PersonKind, Quote, QuoteForm, QuoteKind, Reading, Record,
    SnapshotId, Source, Speaker,
};

/// A quotation in a test: who said it (nobody for a dash), how, the words that say so, and its stretches.
type Said<'a> = (&'a str, QuoteKind, &'a str, &'a [&'a str]);

fn record(text: &str, said: &[Said<'_>]) -> Record {
    let snapshot = SnapshotId::of(text.as_bytes());
    let document = Document::new(DocumentId::of(snapshot, Media::Text), snapshot, text.to_owned());
    let mut reading = Reading::of(document);
    let span = |words: &str| {
        let at = text.find(words).unwrap_or_else(|| panic!("{words:?} stands there"));
        reading.document.span(at..at + words.len()).expect("whole characters")
    };
    let mut people: Vec<NamedPerson> = Vec::new();
    let quotes = said.iter().map(|&(who, kind, cue, stretches)| {
        let name = (who != "-").then(|| span(who));
        let speaker = name.map(|name| {
            let at = people.iter().position(|known| known.name == name).unwrap_or(people.len());
            if at == people.len() {
                let kind = PersonKind::Person;
                people.push(NamedPerson { name, kind, gender: None, mentions: vec![], roles: vec![], plays: vec![] });
            }
            Speaker { words: Some(name), name: Some(name), person: Some(at as u32) }
        });
        Quote {
            stretches: stretches.iter().map(|words| span(words)).collect(),
            kind,
            form: QuoteForm::Quotation,
            cue: (!cue.is_empty()).then(|| span(cue)),
            speaker,
            reported_by: None,
            question: None,
            confidence: 1.0,
            reason: String::new(),
        }
    });
    reading.quotes = quotes.collect();
    reading.quotes.sort_by_key(|quote| quote.stretches[0].start());
    reading.people = people;
    Record::new(Source::default(), reading)
}

/// Checks as what words of a text are cited: `quote` or `statement`, and of whom.
#[track_caller]
fn check(text: &str, said: &[Said<'_>], words: &str, expected: (&str, &str)) {
    let record = record(text, said);
    let at = text.find(words).expect("the words stand there");
    let span = record.reading.document.span(at..at + words.len()).expect("whole characters");
    let evidence = record.cite(span).expect("its own span");
    let kind = match evidence.kind {
        EvidenceKind::Quote => "quote",
        EvidenceKind::Statement => "statement",
    };
    let name = evidence.speaker.clone().and_then(|speaker| speaker.name).unwrap_or_else(|| "-".to_owned());
    assert_eq!((kind, name.as_str()), expected, "{words}");
    assert_eq!(evidence.text(), words);
}

use QuoteKind::{Direct, Indirect, Mixed};

#[test]
fn words_of_one_are_a_quote_with_and_without_their_tag() {
    let text = "“We rowed at night,” Han said, “two by two.” The port was closed.";
    let said: [Said<'_>; 1] = [("Han", Direct, "said", &["We rowed at night,", "two by two."])];
    check(text, &said, "We rowed at night,", ("quote", "Han"));
    check(text, &said, "“We rowed at night,” Han said, “two by two.”", ("quote", "Han"));
    check(text, &said, "The port was closed.", ("statement", "-"));
}

#[test]
fn a_sentence_with_a_short_word_is_of_its_source_and_a_long_one_of_nobody() {
    let said: [Said<'_>; 1] = [("Han", Direct, "said", &["Never,"])];
    check("“Never,” Han said.", &said, "“Never,” Han said.", ("statement", "Han"));
    let text = "“Never,” Han said, while three hundred people waited at the harbour.";
    check(text, &said, text, ("statement", "-"));
}

#[test]
fn what_is_reported_is_no_quote() {
    let text = "Han said the ferry would be late. 한은 배가 늦는다고 밝혔다.";
    let said: [Said<'_>; 1] = [("Han", Indirect, "said", &["the ferry would be late"])];
    check(text, &said, "Han said the ferry would be late.", ("statement", "Han"));
    check(text, &said, "the ferry would be late", ("statement", "Han"));
}

#[test]
fn of_a_clause_that_is_partly_word_for_word_the_marked_words_are() {
    let text = "Han said the ferry was “late again and full of goats” that day.";
    let said: [Said<'_>; 1] = [("Han", Mixed, "said", &["the ferry was “late again and full of goats” that day"])];
    check(text, &said, "late again and full of goats", ("quote", "Han"));
    check(text, &said, "the ferry was “late", ("statement", "Han"));
    let text = "한은 그 배를 “염소로 가득한 늦은 배”라고 불렀다.";
    let said: [Said<'_>; 1] = [("한", Mixed, "불렀다", &["염소로 가득한 늦은 배"])];
    check(text, &said, "염소로 가득한 늦은 배", ("quote", "한"));
}

#[test]
fn words_of_two_are_nobodys() {
    let text = "“We left before the storm came,” said Han. “We stayed,” said Okafor.";
    let one: Said<'_> = ("Han", Direct, "said Han", &["We left before the storm came,"]);
    let said = [one, ("Okafor", Direct, "said Okafor", &["We stayed,"])];
    check(text, &said, text, ("quote", "-"));
    check(text, &[one, ("-", Direct, "", &["We stayed,"])], text, ("quote", "-"));
    check(text, &[one], text, ("statement", "Han"));
    check(text, &said, "We stayed,", ("quote", "Okafor"));
}

#[test]
fn a_quotation_inside_another_is_of_the_one_who_said_it_first() {
    let text = "“My father told me ‘the sea waits for nobody’ and he was right,” Han said of Dae.";
    let outer = "My father told me ‘the sea waits for nobody’ and he was right,";
    let said: [Said<'_>; 2] =
        [("Han", Direct, "said", &[outer]), ("Dae", Direct, "told", &["the sea waits for nobody"])];
    check(text, &said, "the sea waits for nobody", ("quote", "Dae"));
    check(text, &said, outer, ("quote", "Han"));
    check(text, &said, "me ‘the sea waits for nobody’ and", ("quote", "Han"));
}

#[test]
fn words_of_one_who_is_not_known_are_a_quote_of_nobody() {
    let text = "“The lamp went out,” it was heard.";
    check(text, &[("-", Direct, "", &["The lamp went out,"])], "The lamp went out,", ("quote", "-"));
}

#[test]
fn an_earlier_version_tells_from_when_on_the_words_are_gone() {
    let version = |newer: &[&str]| crate::RecordVersion {
        number: 1,
        of: 1 + newer.len(),
        taken: String::new(),
        newer: newer.iter().map(|&text| text.to_owned()).collect(),
    };
    assert_eq!(version(&["It was\nlate.", "It was late!"]).shown("It was late").gone_in, None);
    assert_eq!(version(&["It was late.", "It was early.", "It is"]).shown("It was late").gone_in, Some(3));
    assert_eq!(version(&["Gone.", "It was late."]).shown("It was late").gone_in, None);
}
