//! One door: what `ask`, `check`, `people` and `publish` show of a span is of the kind, and in the mouth of whom, that its
//! record cites it as. For every sentence, stretch of a quotation and label of the press kit, and whatever else is shown.

use std::collections::{BTreeMap, BTreeSet};

use onrecord_gather::{Gathered, Given, gather};
use onrecord_language::Lexicon;
use onrecord_model::{EvidenceKind, Known, Record, Source, Span};
use onrecord_read::read;
use serde_json::{Value, json};

use crate::pin::{kept, readings, replies};
use crate::world::World;

/// The key of a source, and a range of its code points.
type Place = (String, usize, usize);
/// The kind of evidence and who is named as its speaker.
type Shown = (String, Option<String>);

/// Spans quoted in one post.
const A_POST: usize = 150;

#[test]
fn every_way_in_shows_a_span_as_its_record_cites_it() {
    let world = World::new();
    world.done(&["add", &kept::root().join("examples/press-kit/sources").display().to_string()]);
    let records = records();
    let mut wanted: BTreeSet<Place> = records.iter().flat_map(|(key, record)| places(key, record)).collect();
    assert!(wanted.len() >= 1000, "{} spans", wanted.len());
    let sentences: Vec<String> = wanted.iter().map(|place| words(&records, place)).collect();
    let mut shown = asked(&world, &sentences);
    shown.extend(checked(&world, &sentences));
    shown.extend(listed(&world));
    assert!(shown.len() >= 1000, "{} pieces of evidence", shown.len());
    wanted.extend(shown.iter().map(|(_, place, _)| place.clone()));
    let published = published(&world, &records, &wanted);
    let n_missing = wanted.len() - published.iter().map(|(_, place, _)| place).collect::<BTreeSet<_>>().len();
    assert!(20 * n_missing <= wanted.len(), "{n_missing} of {} are not on the site", wanted.len());
    shown.extend(published);
    let mut differing = Vec::new();
    for (way, place, shown) in &shown {
        let cited = cited(&records, place);
        if cited != *shown {
            differing.push(format!("{way} {place:?}: {shown:?}, and the record {cited:?}: {}", words(&records, place)));
        }
    }
    assert!(differing.is_empty(), "{} of {} differ:\n{}", differing.len(), shown.len(), differing.join("\n"));
}

/// Returns the kit's records by their keys.
fn records() -> BTreeMap<String, Record> {
    let (lexicon, mut records) = (Lexicon::built_in(), BTreeMap::new());
    let given = Given { known: Known::default(), most_bytes: 64_000_000 };
    gather(&kept::root().join("examples/press-kit/sources"), &given, &mut |gathered| {
        if let Gathered::Snapshot(snapshot) = gathered {
            let source = Source { key: snapshot.key.clone(), ..Source::default() };
            records.insert(snapshot.key.clone(), Record::new(source, read(&snapshot, &lexicon)));
        }
    });
    records
}

/// Returns every sentence, stretch and label.
fn places(key: &str, record: &Record) -> Vec<Place> {
    let reading = &record.reading;
    let mut spans: Vec<Span> = reading.sentences.iter().map(|sentence| sentence.span).collect();
    spans.extend(reading.quotes.iter().flat_map(|quote| &quote.stretches));
    for person in &reading.people {
        spans.extend(person.roles.iter().copied().chain(person.mentions.iter().map(|mention| mention.name)));
    }
    let ranges = spans.into_iter().map(|span| reading.document.code_points(span));
    ranges.map(|range| (key.to_owned(), range.start, range.end)).collect()
}

fn span(records: &BTreeMap<String, Record>, (key, start, end): &Place) -> Span {
    records[key].reading.document.at_code_points(*start..*end).expect("a span of the source")
}

fn words(records: &BTreeMap<String, Record>, place: &Place) -> String {
    records[&place.0].reading.document.words(span(records, place)).to_owned()
}

fn cited(records: &BTreeMap<String, Record>, place: &Place) -> Shown {
    let evidence = records[&place.0].cite(span(records, place)).expect("a span of the source");
    let kind = if evidence.kind == EvidenceKind::Quote { "quote" } else { "statement" };
    (kind.to_owned(), evidence.speaker.and_then(|speaker| speaker.name.or(speaker.text)))
}

/// Returns what a piece of evidence is shown as.
fn shown(way: &'static str, evidence: &Value) -> (&'static str, Place, Shown) {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let at = |name: &str| evidence[name].as_u64().expect("an offset") as usize;
    let key = text(&evidence["source"]["key"]).or_else(|| text(&evidence["key"])).expect("a key");
    let speaker = &evidence["speaker"];
    let speaker = text(&speaker["name"]).or_else(|| text(&speaker["text"]));
    (way, (key, at("start"), at("end")), (text(&evidence["kind"]).expect("a kind"), speaker))
}

fn all<'a>(value: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> {
    value[name].as_array().into_iter().flatten()
}

/// Asks each sentence: the nearest words to it are shown, whether they answer or not.
fn asked(world: &World, sentences: &[String]) -> Vec<(&'static str, Place, Shown)> {
    let lines: String = sentences.iter().map(|text| format!("{}\n", json!({"id": 0, "text": text}))).collect();
    let output = replies::fed(world.command(&["ask", "--batch"]), &lines);
    let replies = String::from_utf8(output.stdout).expect("text");
    let replies: Vec<Value> = replies.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let pieces = replies.iter().flat_map(|reply| all(reply, "evidence").chain(all(reply, "nearest")));
    pieces.map(|evidence| shown("ask", evidence)).collect()
}

/// Checks a draft that quotes each sentence and credits nobody.
fn checked(world: &World, sentences: &[String]) -> Vec<(&'static str, Place, Shown)> {
    let quoted = |text: &String| format!("“{}”\n\n", text.replace(['“', '”', '"'], "").replace('\n', " "));
    let draft = world.write("draft.md", sentences.iter().map(quoted).collect::<String>());
    let report = world.json(&["check", &draft]);
    all(&report, "findings").flat_map(|finding| all(finding, "evidence")).map(|piece| shown("check", piece)).collect()
}

/// Returns what is shown of each person.
fn listed(world: &World) -> Vec<(&'static str, Place, Shown)> {
    let mut found = Vec::new();
    for person in all(&world.json(&["people"]), "people") {
        let in_full = world.json(&["people", "show", person["id"].as_str().expect("an id")]);
        for person in all(&in_full, "people") {
            let roles = all(person, "roles").map(|role| &role["evidence"]);
            found.extend(all(person, "quotes").chain(roles).map(|evidence| shown("people", evidence)));
        }
    }
    found
}

/// Publishes posts that quote each place, and returns what the pages of the sources show.
fn published(
    world: &World,
    records: &BTreeMap<String, Record>,
    places: &BTreeSet<Place>,
) -> Vec<(&'static str, Place, Shown)> {
    let ids: Vec<String> = places
        .iter()
        .filter_map(|place| Some(records[&place.0].cite(span(records, place))?.id().to_string()))
        .collect();
    for (at, ids) in ids.chunks(A_POST).enumerate() {
        let codes: String = ids.iter().map(|id| format!("{{{{quote {id}}}}}\n\n")).collect();
        let post = format!("---\ntitle: Post {at}\npublished: 2026-01-01\n---\n{codes}");
        world.write(&format!("archive/posts/post-{at}.en.md"), post);
    }
    let site = world.path("site");
    world.done(&["publish", "--out", &site.display().to_string()]);
    let mut found = Vec::new();
    for file in readings::below(&site.join("en/sources")) {
        if file.extension().is_some_and(|extension| extension == "json") {
            let page: Value = serde_json::from_slice(&std::fs::read(&file).expect("a file")).expect("JSON");
            found.extend(all(&page, "records").map(|record| shown("publish", record)));
        }
    }
    found
}
