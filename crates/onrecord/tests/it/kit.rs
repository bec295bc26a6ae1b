//! The questions of the press kit, dev half: how many are answered rightly, and how many near misses stay silent. No model.

use std::io::Write;
use std::process::Stdio;

use serde_json::Value;

use crate::world::World;

fn rows(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

/// Asks all questions in one batch and returns the replies in their order.
fn replies(world: &World, questions: &[Value]) -> Vec<Value> {
    let mut child =
        world.command(&["ask", "--batch"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("starts");
    let ask =
        |question: &Value| format!("{}\n", serde_json::json!({"id": question["id"], "text": question["question"]}));
    let lines: String = questions.iter().map(ask).collect();
    let mut stdin = child.stdin.take().expect("a pipe");
    let feeding = std::thread::spawn(move || stdin.write_all(lines.as_bytes()));
    let output = child.wait_with_output().expect("ends");
    feeding.join().expect("no panic").expect("written");
    rows(&String::from_utf8(output.stdout).expect("text"))
}

/// Says whether a piece of evidence shares half of a marked passage.
fn hits(evidence: &Value, gold: &Value) -> bool {
    let stem = |name: &Value| {
        let name = name.as_str().unwrap_or_default();
        name.rsplit('/').next().unwrap_or(name).split('.').next().unwrap_or(name).to_owned()
    };
    let at = |value: &Value| value.as_i64().unwrap_or_default();
    let shared = at(&evidence["end"]).min(at(&gold["end"])) - at(&evidence["start"]).max(at(&gold["start"]));
    stem(&evidence["source"]["key"]) == stem(&gold["doc"]) && 2 * shared >= at(&gold["end"]) - at(&gold["start"])
}

/// A reply shows at most five pieces, none of them in another, each no longer than a reader takes in.
#[track_caller]
fn is_arranged(reply: &Value) {
    let pieces: Vec<&Value> =
        [&reply["evidence"], &reply["nearest"]].into_iter().filter_map(Value::as_array).flatten().collect();
    // Both sides of a dispute are shown, however many pieces they are.
    assert!(reply["status"] == "disputed" || pieces.len() <= 5, "{} pieces: {}", pieces.len(), reply["question"]);
    let at = |piece: &Value, end: &str| piece[end].as_u64().unwrap_or_default();
    for (n, one) in pieces.iter().enumerate() {
        assert!(at(one, "end") - at(one, "start") <= 400, "{one}");
        let apart = |other: &&&Value| {
            one["source"]["key"] != other["source"]["key"]
                || at(one, "end") <= at(other, "start")
                || at(other, "end") <= at(one, "start")
        };
        assert!(pieces[n + 1..].iter().all(|other| apart(&other)), "one piece lies in another: {one}");
    }
}

#[test]
fn the_press_kit_is_answered_and_its_near_misses_are_not() {
    let world = World::new();
    let kit = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/press-kit");
    world.done(&["add", &format!("{kit}/sources")]);
    let questions = std::fs::read_to_string(format!("{kit}/questions.jsonl")).expect("the kit's questions");
    let questions: Vec<Value> = rows(&questions).into_iter().filter(|question| question["split"] == "dev").collect();
    let replies = replies(&world, &questions);
    assert_eq!(replies.len(), questions.len());
    replies.iter().for_each(is_arranged);
    let (mut answerable, mut found, mut offered, mut refused) = (0, 0, 0, 0);
    let (mut near, mut silent_rightly, mut disputes, mut disputed, mut disputed_wrongly) = (0, 0, 0, 0, 0);
    for (question, reply) in questions.iter().zip(&replies) {
        let is_silent = reply["status"] == "silent";
        if question["answerable"] == false {
            near += 1;
            silent_rightly += usize::from(is_silent);
            continue;
        }
        answerable += 1;
        refused += usize::from(is_silent);
        let gold = question["gold"].as_array().expect("a list");
        let has = |list: &str| {
            let pieces = reply[list].as_array().expect("a list").iter().take(5);
            pieces.into_iter().any(|piece| gold.iter().any(|gold| hits(piece, gold)))
        };
        found += usize::from(has("evidence"));
        offered += usize::from(has("evidence") || has("nearest"));
        let is_disputed = reply["status"] == "disputed";
        if question["disagreement"] == true {
            disputes += 1;
            disputed += usize::from(is_disputed);
        } else {
            disputed_wrongly += usize::from(is_disputed);
        }
    }
    let said = format!(
        "found {found} of {answerable}, offered {offered}, refused {refused}; silent on {silent_rightly} of {near} near misses; \
         {disputed} of {disputes} disputes, {disputed_wrongly} false"
    );
    eprintln!("{said}");
    // What is learned from other worlds; rules made on this half had 31 of 31, and a third as much as this on what nobody tuned on.
    assert!(100 * found >= 70 * answerable, "{said}");
    assert!(100 * offered >= 90 * answerable, "{said}");
    assert!(100 * refused <= 25 * answerable, "{said}");
    assert!(100 * silent_rightly >= 70 * near, "{said}");
    assert!(disputed >= 4 && disputed_wrongly == 0, "{said}");
}
