//! Programs and readers at the desk: the API, the Model Context Protocol, the inbox; and nothing lost however it ends.

use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use crate::browser::{FORM, Reply, Served, encoded, form};
use crate::pin::kept;
use crate::world::World;

fn kit() -> World {
    let world = World::new();
    world.done(&["add", &kept::root().join("examples/press-kit/sources").display().to_string()]);
    world
}

fn parsed(reply: &Reply) -> Value {
    serde_json::from_str(&reply.body).unwrap_or_else(|error| panic!("{error}: {}", reply.body))
}

/// Sends an object with a token.
fn send(desk: &Served, path: &str, token: &str, body: &Value) -> Reply {
    let bearer = format!("Bearer {token}");
    let headers = [("Authorization", bearer.as_str()), ("Content-Type", "application/json")];
    desk.send("POST", path, &headers, body.to_string().as_bytes())
}

#[test]
fn the_api_says_what_the_commands_say() {
    let world = kit();
    let desk = Served::new(&world, &[]);
    let get = |path: &str| {
        let reply = desk.get(path);
        assert_eq!(reply.status, 200, "{path}: {}", reply.body);
        parsed(&reply)
    };
    assert_eq!(get("/api/v1/sources?limit=500")["sources"], world.json(&["sources"])["sources"]);
    let key = world.keys().remove(3);
    assert_eq!(get(&format!("/api/v1/sources/show?key={}", encoded(&key))), world.json(&["sources", "show", &key]));
    let text = world.done(&["show", &key]);
    let shown = get(&format!("/api/v1/sources/text?key={}", encoded(&key)));
    assert_eq!(shown["text"].as_str().map(str::trim_end), Some(text.trim_end()));
    let question = "How many days was season 1 filmed?";
    let (mut answer, mut printed) =
        (get(&format!("/api/v1/ask?q={}", encoded(question))), world.json(&["ask", question]));
    (answer["took_ms"], printed["took_ms"]) = (Value::Null, Value::Null);
    assert_eq!(answer, printed);
    let id = answer["evidence"][0]["id"].as_str().expect("an id").to_owned();
    assert_eq!(get(&format!("/api/v1/evidence/{id}"))["text"], answer["evidence"][0]["text"]);
    assert_eq!(get("/api/v1/search?q=director&k=3"), world.json(&["search", "director", "-k", "3"]));
    assert_eq!(get("/api/v1/people?limit=500")["people"], world.json(&["people"])["people"]);
    assert_eq!(get("/api/v1/people/show?name=p1"), world.json(&["people", "show", "p1"]));
    assert_eq!(get("/api/v1/works"), world.json(&["works"]));
    // Page by page it is the same list.
    let all = world.json(&["quotes"])["quotes"].as_array().expect("a list").clone();
    let (mut quotes, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = get(&format!("/api/v1/quotes?limit=37{cursor}"));
        quotes.extend(page["quotes"].as_array().expect("a list").clone());
        match page["next"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(quotes, all);
    // A tag, and no body for who has it.
    let first = desk.get("/api/v1/works");
    let tag = first.header("etag").expect("a tag").to_owned();
    let again = desk.send("GET", "/api/v1/works", &[("If-None-Match", &tag)], b"");
    assert_eq!((again.status, again.body.as_str()), (304, ""));
    // Problems.
    for (path, status) in [
        ("/api/v1/nothing", 404),
        ("/api/v1/sources/show?key=none", 404),
        ("/api/v1/evidence/none", 422),
        ("/api/v1/ask", 422),
        ("/api/v1/ask?q=x&since=soon", 422),
        ("/api/v1/people/show?name=Nobody+Atall", 404),
        ("/api/v1/sources?cursor=x", 422),
    ] {
        let reply = desk.get(path);
        assert_eq!(reply.status, status, "{path}: {}", reply.body);
        assert_eq!(reply.header("content-type"), Some("application/problem+json"), "{path}");
        let problem = parsed(&reply);
        assert!(
            problem["type"].is_string() && problem["title"].is_string() && problem["status"] == status,
            "{problem}"
        );
    }
    assert!(get("/api/openapi.json")["openapi"] == "3.1.0" && desk.get("/api").status == 200);
}

#[test]
fn a_search_can_be_narrowed_and_everywhere_alike() {
    let world = kit();
    let desk = Served::new(&world, &[]);
    let hits = |search: &str| -> Vec<Value> {
        let found = world.json(&["search", search, "-k", "30"]);
        let address = format!("/api/v1/search?k=30&q={}", encoded(search));
        assert_eq!(parsed(&desk.get(&address)), found, "{search}");
        found["hits"].as_array().expect("a list").clone()
    };
    let text = |hit: &Value| hit["text"].as_str().expect("text").split_whitespace().collect::<String>().to_lowercase();
    let exact = hits("\"94일 이었는데\"");
    assert!(!exact.is_empty() && exact.iter().all(|hit| text(hit).contains("94일이었는데")), "{exact:?}");
    let without = hits("감독 -윤가람");
    assert!(!without.is_empty() && without.iter().all(|hit| !text(hit).contains("윤가람")), "{without:?}");
    let of_outlet = hits("director outlet:\"Harbor Lane\" after:2025-01-01");
    assert!(
        !of_outlet.is_empty() && of_outlet.iter().all(|hit| hit["source"]["outlet"] == "Harbor Lane"),
        "{of_outlet:?}"
    );
    let said = hits("speaker:\"Yoon Ga-ram\" radio");
    assert!(said.iter().any(|hit| text(hit).contains("radio")) && said.len() < hits("radio").len(), "{said:?}");
    assert!(hits("\"no such words anywhere\"").is_empty());
    world.ends(&["search", "boat after:soon"], 2);
    assert_eq!(desk.get("/search?q=boat+after%3Asoon").status, 422);
}

#[test]
fn a_program_changes_something_only_with_its_token() {
    let world = World::new();
    let write = world.done(&["token", "new", "writer", "--can", "write"]).trim().to_owned();
    let read = world.done(&["token", "new", "reader"]).trim().to_owned();
    assert!(!std::fs::read_to_string(world.path("archive/access.toml")).expect("a file").contains(&write));
    let desk = Served::new(&world, &[]);
    let sources = json!({"sources": [{"id": "pier", "title": "The pier", "outlet": "Harbor Lane", "text": "“We built the pier in one winter,” Lena Abara said."}]});
    let none = desk.send("POST", "/api/v1/sources", &[], sources.to_string().as_bytes());
    assert_eq!(none.status, 401, "{}", none.body);
    // The cookie of a page is no token.
    let page = desk.visit("/questions");
    assert_eq!(
        desk.send("POST", "/api/v1/sources", &[("Cookie", &page.cookie)], sources.to_string().as_bytes()).status,
        401
    );
    assert_eq!(send(&desk, "/api/v1/sources", &read, &sources).status, 403);
    assert_eq!(send(&desk, "/api/v1/sources", "onrecord_0000", &sources).status, 401);
    assert_eq!(send(&desk, "/api/v1/questions", &read, &json!({"text": "Who built the pier?"})).status, 403);
    let added = send(&desk, "/api/v1/sources", &write, &sources);
    assert_eq!((added.status, &parsed(&added)["added"]), (200, &json!(1)), "{}", added.body);
    assert_eq!(world.keys(), ["pier"]);
    let again = send(&desk, "/api/v1/sources", &write, &sources);
    assert_eq!(parsed(&again)["unchanged"], 1);
    let set =
        send(&desk, "/api/v1/sources/set", &write, &json!({"key": "pier", "fields": {"published": "2025-02-03"}}));
    assert_eq!(parsed(&set)["published"], "2025-02-03");
    let id = world.json(&["quotes"])["quotes"][0]["id"].as_str().expect("an id").to_owned();
    assert_eq!(send(&desk, "/api/v1/quotes/set", &write, &json!({"id": id, "speaker": "Ivo Marchetti"})).status, 200);
    assert_eq!(world.json(&["quotes"])["quotes"][0]["speaker"]["name"], "Ivo Marchetti");
    assert_eq!(send(&desk, "/api/v1/quotes/set", &write, &json!({"id": id, "undo": true})).status, 200);
    let kept = send(&desk, "/api/v1/questions", &write, &json!({"text": "Who built the pier?"}));
    assert_eq!(parsed(&kept)["id"], 1);
    let settled = send(&desk, "/api/v1/questions/settle", &write, &json!({"id": 1, "state": "not-on-record"}));
    assert_eq!(settled.status, 200, "{}", settled.body);
    assert_eq!(world.json(&["questions"])["questions"][0]["state"], "not-on-record");
    // Looking may be sent, and needs no more than the right to look.
    let report =
        send(&desk, "/api/v1/check", &read, &json!({"text": "Abara said: “We built the pier in two winters.”"}));
    assert_eq!(parsed(&report)["findings"][0]["code"], "altered-quote", "{}", report.body);
    let asked = send(&desk, "/api/v1/ask", &read, &json!({"q": "How long did it take to build the pier?"}));
    assert_eq!(asked.status, 200, "{}", asked.body);
    assert_eq!(send(&desk, "/api/v1/sources/takedown", &write, &json!({"key": "pier"})).status, 200);
    assert!(world.keys().is_empty());
    assert_eq!(send(&desk, "/api/v1/check", &read, &json!({"words": 1})).status, 422);
    let foreign = [("Origin", "http://evil.example"), ("Authorization", &format!("Bearer {write}")[..])];
    assert_eq!(desk.send("POST", "/api/v1/questions", &foreign, b"{\"text\":\"Who?\"}").status, 403);
}

#[test]
fn the_model_context_protocol_gives_words_and_marks_them_as_untrusted() {
    let world = kit();
    let mut child = world.command(&["mcp"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("it starts");
    let mut input = child.stdin.take().expect("a pipe");
    let mut output = BufReader::new(child.stdout.take().expect("a pipe")).lines();
    let mut ask = |message: Value| -> Value {
        writeln!(input, "{message}").expect("written");
        serde_json::from_str(&output.next().expect("a line").expect("text")).expect("JSON")
    };
    let hello = json!({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"protocolVersion": "2025-03-26", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}}});
    let hello = ask(hello);
    assert_eq!(hello["result"]["protocolVersion"], "2025-03-26");
    let listed = ask(json!({"jsonrpc": "2.0", "id": 2, "method": "tools/list"}));
    let names: Vec<&str> =
        listed["result"]["tools"].as_array().expect("tools").iter().filter_map(|tool| tool["name"].as_str()).collect();
    assert_eq!(names, ["search_evidence", "ask", "get_quote", "get_source", "list_people", "check_draft"]);
    let mut call = |name: &str, arguments: Value| -> Value {
        ask(json!({"jsonrpc": "2.0", "id": "x", "method": "tools/call", "params": {"name": name, "arguments": arguments}}))["result"].clone()
    };
    let found = call("search_evidence", json!({"words": "Season 3 leaks maintenance mode", "k": 3}));
    let first = &found["structuredContent"]["evidence"][0];
    assert!(first["text"].is_string() && first["snapshot"].is_string() && first["start"].is_u64(), "{found}");
    // Orders to software in a source come as words, in a field, beside the warning.
    assert!(found["structuredContent"]["untrusted"].as_str().is_some_and(|note| note.contains("never follow")));
    let answer = call("ask", json!({"question": "How many days was season 1 filmed?"}));
    assert_eq!(answer["structuredContent"]["status"], "disputed", "{answer}");
    let id = answer["structuredContent"]["evidence"][0]["id"].clone();
    let quote = call("get_quote", json!({ "id": id }));
    assert_eq!(quote["structuredContent"]["evidence"]["text"], answer["structuredContent"]["evidence"][0]["text"]);
    let text = call("get_source", json!({"key": world.keys()[0], "start": 0, "end": 40}));
    assert_eq!(text["structuredContent"]["end"], 40);
    assert!(call("list_people", json!({}))["structuredContent"]["people"][0]["name"].is_string());
    let checked = call("check_draft", json!({"text": "Yoon said: “We filmed it in a week.”"}));
    assert!(checked["structuredContent"]["findings"].is_array());
    for (name, arguments) in [
        ("ask", json!({})),
        ("get_quote", json!({"id": "x"})),
        ("remove", json!({})),
        ("get_source", json!({"key": "../x"})),
    ] {
        assert_eq!(call(name, arguments)["isError"], true, "{name}");
    }
    assert_eq!(ask(json!({"jsonrpc": "2.0", "id": 9, "method": "nothing"}))["error"]["code"], -32601);
    assert_eq!(ask(json!([1]))["error"]["code"], -32700);
    drop(input);
    assert!(child.wait().expect("it ends").success());
    // Over HTTP the same messages get the same answers, from nowhere else.
    let desk = Served::new(&world, &[]);
    let list = json!({"jsonrpc": "2.0", "id": 2, "method": "tools/list"}).to_string();
    assert_eq!(parsed(&desk.send("POST", "/mcp", &[], list.as_bytes())), listed);
    assert_eq!(desk.send("POST", "/mcp", &[("Origin", "http://evil.example")], list.as_bytes()).status, 403);
    let note = json!({"jsonrpc": "2.0", "method": "notifications/initialized"}).to_string();
    assert_eq!(desk.send("POST", "/mcp", &[], note.as_bytes()).status, 202);
}

#[test]
fn a_reader_leaves_a_question_and_sees_what_became_of_it() {
    let world = World::new();
    std::fs::write(world.path("archive/onrecord.toml"), "[site]\naddress = \"https://tide.example/\"\n")
        .expect("written");
    world.write("archive/posts/pier.en.md", "---\ntitle: The pier\npublished: 2026-01-02\n---\nIt was built.\n");
    let desk = Served::with_inbox(&world);
    let inbox = desk.inbox();
    let page = inbox.send("GET", "/", &[("Accept-Language", "ko")], b"");
    assert!(page.status == 200 && page.body.contains("질문 남기기"), "{}", page.body);
    assert!(page.header("set-cookie").is_none());
    let ask = |fields: &[(&str, &str)], from: &str| {
        inbox.send(
            "POST",
            "/ask",
            &[FORM, ("X-Forwarded-For", from), ("Origin", "https://tide.example")],
            form(fields).as_bytes(),
        )
    };
    let question = "Who built the pier <script>alert(1)</script>?";
    let sent = ask(&[("question", question), ("name", "Min <b>"), ("language", "en"), ("website", "")], "198.51.100.7");
    assert_eq!(sent.status, 303, "{}", sent.body);
    let link = sent.header("location").expect("a link").to_owned();
    let kept = inbox.get(&link).body;
    assert!(kept.contains("waits to be read") && !kept.contains("<script>alert"), "{kept}");
    let shown = world.json(&["questions"])["questions"][0].clone();
    assert_eq!((&shown["state"], &shown["name"], &shown["language"]), (&json!("new"), &json!("Min <b>"), &json!("en")));
    // The desk has it, and who left it.
    let writer = desk.visit("/questions");
    let list = writer.get("/questions").body;
    assert!(list.contains("from Min &lt;b&gt;") && !list.contains("<script>alert"), "{list}");
    assert_eq!(
        writer.post("/questions/settle", &[("id", "1"), ("state", "answered"), ("post", "pier.en.md")]).status,
        303
    );
    assert!(
        inbox.get(&link).body.contains("https:&#x2f;&#x2f;tide.example&#x2f;en&#x2f;posts&#x2f;pier.html"),
        "{}",
        inbox.get(&link).body
    );
    // Nothing of the desk is reached through it, and nobody else's question.
    for path in ["/questions", "/sources", "/api/v1/sources", "/settings", "/health/ready", "/metrics"] {
        assert_eq!(inbox.get(path).status, 404, "{path}");
    }
    assert!(!inbox.get(&format!("/q/{}", "0".repeat(64))).body.contains("Who built"));
    // What fills in everything is no reader.
    assert_eq!(
        ask(&[("question", "Buy cheap boats today"), ("website", "http://spam.example")], "203.0.113.1").status,
        303
    );
    assert_eq!(world.json(&["questions"])["questions"].as_array().map(Vec::len), Some(1));
    for long in ["short", &"x".repeat(501)] {
        assert_eq!(ask(&[("question", long)], "203.0.113.2").status, 422);
    }
    // A flood from one neighbourhood is stopped; others get in.
    let statuses: Vec<u16> = (0..12)
        .map(|at| ask(&[("question", &format!("Question number {at} of many?"))], &format!("192.0.2.{at}")).status)
        .collect();
    assert_eq!(statuses.iter().filter(|&&status| status == 303).count(), 5, "{statuses:?}");
    assert!(statuses.iter().skip(5).all(|&status| status == 429), "{statuses:?}");
    assert_eq!(ask(&[("question", "May somebody else still ask?")], "2001:db8::1").status, 303);
    let stored = std::fs::read(world.path("archive/archive.db")).expect("a file");
    assert!(!stored.windows(8).any(|run| run == b"192.0.2."), "an address is stored");
}

#[test]
fn killed_at_any_instant_it_loses_nothing_that_it_said_was_kept() {
    let world = World::new();
    let mut kept = Vec::new();
    for round in 0..50_u64 {
        let desk = Served::new(&world, &[]);
        let process = desk.process();
        let writer = desk.visit("/questions");
        let striking = thread::spawn(move || {
            thread::sleep(Duration::from_millis(20 + round.wrapping_mul(2_654_435_761) % 180));
            std::process::Command::new("kill").args(["-KILL", &process.to_string()]).status().expect("kill")
        });
        for at in 0.. {
            let text = format!("Question {round} and {at}?");
            if writer.try_post("/questions/add", &[("question", &text)]) != Some(303) {
                break;
            }
            kept.push(text);
        }
        striking.join().expect("struck");
    }
    let shown = world.json(&["questions"]);
    let there: Vec<&str> =
        shown["questions"].as_array().expect("a list").iter().filter_map(|it| it["text"].as_str()).collect();
    let lost: Vec<&String> = kept.iter().filter(|text| !there.contains(&text.as_str())).collect();
    assert!(lost.is_empty(), "{} of {} are lost: {lost:?}", lost.len(), kept.len());
    assert!(kept.len() > 100, "only {} were kept", kept.len());
    world.done(&["verify"]);
}
