//! A small edition: two sources, three people, a post in two languages, one answer that is silent.

use std::collections::BTreeMap;

use onrecord_model::code::{Reference, What};
use onrecord_model::{
    Block, BlockKind, Document, DocumentId, Media, PersonId, PersonKind, Quote, QuoteForm, QuoteKind, Reading, Record,
    SnapshotId, Source, Speaker,
};
use onrecord_site::{
    Edition, Person, Post, Quotation, Quoted, RenderError, Settings, Site, SourceShown, Terms, Tools, render,
};

pub const KOREAN: &str = "한서고 감독은 간담회에서 이렇게 말했다. “말이 없는 장면을 먼저 찍었다. 소리는 나중에 왔다”고 그는 설명했다. 객석에서는 박수가 나왔다.";
pub const ENGLISH: &str =
    "“We kept the door open,” Marta Quill said, “because nobody knew how to close it.” The hall laughed.";

pub fn document(text: &str) -> Document {
    let snapshot = SnapshotId::of(text.as_bytes());
    let mut document = Document::new(DocumentId::of(snapshot, Media::Text), snapshot, text.to_owned());
    let span = document.trimmed(0..text.len()).expect("text");
    document.blocks.push(Block { span, kind: BlockKind::Paragraph });
    document
}

pub fn source(key: &str, title: &str, outlet: &str, published: &str) -> Source {
    Source {
        key: key.to_owned(),
        title: Some(title.to_owned()),
        outlet: Some(outlet.to_owned()),
        published: Some(published.to_owned()),
        url: Some(format!("https://outlet.example/{}", published)),
        ..Source::default()
    }
}

pub fn quotation(text: &str, words: &str, source: Source, speaker: Option<(&str, u64)>) -> Quotation {
    relayed(text, words, source, speaker, None)
}

/// Returns words as a quotation of somebody whom the text names, relayed by somebody else whom it names.
pub fn relayed(
    text: &str,
    words: &str,
    source: Source,
    speaker: Option<(&str, u64)>,
    reported_by: Option<&str>,
) -> Quotation {
    let document = document(text);
    let at = |words: &str| {
        let start = text.find(words).expect("the words stand there");
        document.span(start..start + words.len()).expect("whole characters")
    };
    let span = at(words);
    let named = |name: &str, person| Speaker { words: None, name: Some(at(name)), person };
    let mut reading = Reading::of(document.clone());
    let mut persons = BTreeMap::new();
    if let Some((name, person)) = speaker {
        persons.insert(0, PersonId(person));
        reading.quotes.push(Quote {
            stretches: vec![span],
            kind: QuoteKind::Direct,
            form: QuoteForm::Quotation,
            cue: None,
            speaker: Some(named(name, Some(0))),
            reported_by: reported_by.map(|name| named(name, None)),
            question: None,
            confidence: 1.0,
            reason: String::new(),
        });
    }
    let record = Record { persons, ..Record::new(source, reading) };
    Quotation::of(record.cite(span).expect("its own span"), &document, span).expect("they fit")
}

pub fn person(id: u64, name: &str, kind: PersonKind, spellings: &[&str]) -> Person {
    Person {
        id: PersonId(id),
        name: name.to_owned(),
        kind,
        spellings: spellings.iter().map(|spelling| ((*spelling).to_owned(), 3)).collect(),
        likely: Vec::new(),
        roles: vec!["감독".to_owned()],
        plays: Vec::new(),
        sources: vec!["ko.txt".to_owned()],
        n_quotes: 2,
    }
}

/// Adds a post and answers each of its quotation codes from the two sources.
pub fn add_post(edition: &mut Edition, file: &str, contents: &str) {
    let post = Post::read(file, contents).expect("a post");
    for code in &post.codes {
        let What::Quote { reference, .. } = &code.what else { continue };
        let Reference::Words { key, words } = reference else { continue };
        let shown = edition.sources.get(key).expect("a source");
        let text = if key == "ko.txt" { KOREAN } else { ENGLISH };
        let speaker = if key == "ko.txt" { ("한서고", 1) } else { ("Marta Quill", 2) };
        let quotation = quotation(text, words, shown.source.clone(), Some(speaker));
        edition.quoted.insert(reference.clone(), Quoted::Words(Box::new(quotation)));
    }
    edition.posts.push(post);
}

pub fn small() -> Edition {
    let mut edition = Edition {
        settings: Settings::read("[site]\ntitle.ko = \"등대 기록\"\ntitle.en = \"The Lamp Record\"\naddress = \"https://lamp.example/\"\nauthor = \"A. Writer\"").expect("settings"),
        terms: Terms::read("[theme.alone]\nko = \"고립\"\nen = \"Alone\"\nwarning.ko = \"고립 이야기가 나옵니다.\"\nhelp.ko = [\"상담 전화 | tel:100 | 밤낮\"]").expect("terms"),
        people: vec![
            person(1, "한서고", PersonKind::Person, &["한서고", "Han Seo-go"]),
            person(2, "Marta Quill", PersonKind::Person, &["Marta Quill", "마르타 퀼"]),
            person(3, "등대지기", PersonKind::Character, &["등대지기"]),
        ],
        ..Edition::default()
    };
    for (source, text) in [
        (source("ko.txt", "간담회 기록", "바다일보", "2026-01-02"), KOREAN),
        (source("en.txt", "An evening at the hall", "The Harbour", "2026-01-03"), ENGLISH),
    ] {
        edition.sources.insert(source.key.clone(), SourceShown { source, length: text.chars().count() });
    }
    add_post(
        &mut edition,
        "silence.ko.md",
        "---\ntitle: 말 없는 장면\nquestion: 왜 말이 없나요?\nasked_by: 부산의 독자\npublished: 2026-02-01\npeople: [Han Seo-go, 등대지기]\nthemes: [alone]\ninterests: [sound]\n---\n감독은 이렇게 답했다.\n\n{{quote from=\"ko.txt\" words=\"말이 없는 장면을 먼저 찍었다. 소리는 나중에 왔다\" translation=\"We shot the wordless scenes first.\"}}\n\n{{person 한서고}}의 말이다.\n",
    );
    add_post(
        &mut edition,
        "silence.en.md",
        "---\ntitle: The wordless scenes\nquestion: Why are there no words?\npublished: 2026-02-01\npeople: [한서고]\nthemes: [alone]\n---\nShe said {{quote from=\"en.txt\" words=\"We kept the door open,\"}} and see {{post silence}}, {{source en.txt}}.\n",
    );
    add_post(
        &mut edition,
        "door.en.md",
        "---\ntitle: The open door\npublished: 2026-02-03\npeople: [Marta Quill]\nthemes: [alone]\n---\nAn essay.\n\n{{quote from=\"en.txt\" words=\"because nobody knew how to close it.\"}}\n",
    );
    add_post(
        &mut edition,
        "third.ko.md",
        "---\ntitle: 셋째 이야기\nquestion: 셋째 시즌이 나오나요?\nsilent: true\n---\n없다.\n",
    );
    edition
}

/// Cuts a text into lower-case words: enough for these tests, which do not search.
pub fn built(edition: &Edition) -> Site {
    tried(edition).expect("a site")
}

pub fn tried(edition: &Edition) -> Result<Site, RenderError> {
    let tools = Tools {
        analyse: &|text| text.split_whitespace().map(str::to_lowercase).collect(),
        at_once: &|n, task| (0..n).for_each(task),
        known: &|_, _| None,
        stands: &|_, _| false,
    };
    render(edition, &tools)
}

pub fn page<'a>(site: &'a Site, path: &str) -> &'a str {
    let page = site.pages.iter().find(|page| page.path == path);
    page.unwrap_or_else(|| {
        panic!("no page {path}; there are {:?}", site.pages.iter().map(|page| &page.path).collect::<Vec<_>>())
    })
    .text()
}
