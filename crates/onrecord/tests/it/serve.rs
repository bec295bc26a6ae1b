//! The desk in a browser: a day of work by its forms alone, and everybody who should not get in.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::browser::{FORM, Served, encoded, form};
use crate::pin::kept;
use crate::world::World;

const INTERVIEW: &str = "---\ntitle: A talk with Ivo Marchetti\noutlet: Harbor Lane\npublished: 2025-03-01\n---\nIvo Marchetti, the director, met us at the pier.\n\n\
    “We shot the storm in nineteen days,” Marchetti said. “Nobody slept.”\n";

/// An archive with the press kit.
fn kit() -> World {
    let world = World::new();
    world.done(&["add", &kept::root().join("examples/press-kit/sources").display().to_string()]);
    world
}

#[test]
fn a_day_by_forms_alone() {
    let world = World::new();
    let desk = Served::new(&world, &[]);
    let writer = desk.visit("/sources/add");
    assert!(writer.get("/").body.contains("There is nothing here yet"));
    let done = writer.add(&[("interview.md", INTERVIEW.as_bytes())]);
    assert!(done.body.contains("<dd>1</dd>"), "{}", done.body);
    // The same file again is the same source.
    writer.add(&[("interview.md", INTERVIEW.as_bytes())]);
    assert_eq!(world.keys(), ["interview.md"]);
    let list = writer.get("/sources?sort=title");
    assert!(list.body.contains("A talk with Ivo Marchetti") && list.body.contains("1 March 2025"), "{}", list.body);
    // A text is pasted.
    let pasted =
        [("title", "Ferry notes"), ("text", "The ferry, said Lena Abara, “leaves at nine and waits for nobody”.")];
    let reply = writer.post("/sources/add", &pasted);
    writer.added(reply.header("location").expect("a page"));
    assert!(world.keys().contains(&"ferry-notes.md".to_owned()), "{:?}", world.keys());
    // It answers, and what answers is marked.
    let answer = writer.get(&format!("/ask?q={}", encoded("How long did they shoot the storm?")));
    assert!(answer.body.contains("We shot the storm in nineteen days"), "{}", answer.body);
    // The speaker is set right.
    let quotes = world.json(&["quotes", "--source", "interview.md"]);
    let id = quotes["quotes"][0]["id"].as_str().expect("an id").to_owned();
    let set = writer.post("/quotes/set", &[("id", &id), ("how", "set"), ("speaker", "Lena Abara")]);
    assert_eq!(set.status, 303, "{}", set.body);
    let page = writer.get("/sources/show?key=interview.md").body;
    assert!(page.contains("Lena Abara") && page.contains("set by hand"), "{page}");
    writer.post("/quotes/set", &[("id", &id), ("how", "undo")]);
    assert!(!writer.get("/sources/show?key=interview.md").body.contains("set by hand"));
    // What is known is set; what was not changed stays what it was read as.
    let fields = [
        ("key", "interview.md"),
        ("outlet", "East Pier Post"),
        ("was-outlet", "Harbor Lane"),
        ("title", "x"),
        ("was-title", "x"),
    ];
    assert_eq!(writer.post("/sources/set", &fields).status, 303);
    let source = world.json(&["sources", "show", "interview.md"]);
    assert_eq!(
        (&source["known"]["outlet"]["from"], &source["known"]["title"]["from"]),
        (&"hand".into(), &"declared".into())
    );
    // A question is kept, answered by a post, and closed.
    writer.post("/questions/add", &[("question", "How long did they shoot the storm?")]);
    assert!(writer.get("/questions?ask=yes").body.contains("The sources answer"));
    let begun = writer.post("/posts/begin", &[("question", "How long did they shoot the storm?")]);
    let edit = begun.header("location").expect("an editor").to_owned();
    let editor = writer.get(&edit).body;
    assert!(editor.contains("{{quote ") && editor.contains("Nothing to put right"), "{editor}");
    writer.post("/questions/close", &[("id", "1")]);
    assert!(writer.get("/questions").body.contains("No question waits"));
    // A wrong quotation is seen, mended, and published.
    let file = "how-long-did-they-shoot-the-storm.en.md";
    let mark = |page: &str| {
        page.split("name=\"mark\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a mark").to_owned()
    };
    let good = "---\ntitle: \"The storm\"\npublished: 2026-01-02\n---\nMarchetti told Harbor Lane: “We shot the storm in nineteen days.”\n";
    let bad = good.replace("nineteen", "ninety");
    let checked = writer.post("/posts/check", &[("file", file), ("mark", &mark(&editor)), ("text", &bad)]);
    assert!(checked.body.contains("Altered quotation") && checked.body.contains("Not saved"), "{}", checked.body);
    let live = writer.post("/posts/check", &[("file", file), ("text", &bad), ("live", "yes")]);
    assert!(live.body.contains("Altered quotation") && live.body.starts_with('{'), "{}", live.body);
    assert_eq!(writer.post("/posts/save", &[("file", file), ("mark", "0"), ("text", good)]).status, 422);
    assert_eq!(writer.post("/posts/save", &[("file", file), ("mark", &mark(&editor)), ("text", good)]).status, 303);
    let preview = writer.get(&format!("/posts/preview?file={file}"));
    let shown = writer.get(preview.header("location").unwrap_or_else(|| panic!("{}", preview.body)));
    assert!(shown.body.contains("The storm") && shown.body.contains("nineteen"), "{}", shown.body);
    let site = world
        .path("archive/site")
        .canonicalize()
        .unwrap_or_else(|_| world.path("archive").canonicalize().expect("there").join("site"));
    let site = site.display().to_string();
    let published = writer.post("/posts/publish", &[("out", &site)]);
    assert!(published.status == 200 && published.body.contains("Published"), "{}", published.body);
    world.done(&["verify", "--site", &site]);
    assert_eq!(writer.post("/posts/publish", &[("out", "/tmp")]).status, 422);
    // A source leaves.
    assert_eq!(writer.post("/sources/leave", &[("key", "ferry-notes.md"), ("how", "remove")]).status, 303);
    assert_eq!(world.keys(), ["interview.md"]);
    let taken = writer.post("/sources/leave", &[("key", "interview.md"), ("how", "takedown")]);
    assert!(taken.body.contains("Taken down"), "{}", taken.body);
    assert!(world.keys().is_empty());
    world.done(&["verify"]);
}

#[test]
fn a_question_that_waits_is_asked_again_when_sources_come() {
    let world = World::new();
    let desk = Served::new(&world, &[]);
    let writer = desk.visit("/questions");
    writer.post("/questions/add", &[("question", "How long did they shoot the storm?")]);
    assert!(!writer.get("/").body.contains("The sources answer"));
    writer.add(&[("interview.md", INTERVIEW.as_bytes())]);
    let is_told = (0..100).any(|_| {
        std::thread::sleep(Duration::from_millis(100));
        writer.get("/").body.contains("The sources answer")
    });
    assert!(is_told, "{}", writer.get("/questions").body);
}

#[test]
fn people_are_merged_split_renamed_and_it_is_undone() {
    let world = kit();
    let desk = Served::new(&world, &[]);
    let writer = desk.visit("/people");
    let people = world.json(&["people"]);
    let id = |at: usize| people["people"][at]["id"].as_str().expect("an id").to_owned();
    let merged = writer.post("/people/settle", &[("how", "merge"), ("a", &id(0)), ("b", &format!("x ({})", id(1)))]);
    assert_eq!(merged.status, 303, "{}", merged.body);
    assert_eq!(
        world.json(&["people"])["people"].as_array().map(Vec::len),
        people["people"].as_array().map(|all| all.len() - 1)
    );
    writer.post("/people/settle", &[("how", "undo")]);
    assert_eq!(world.json(&["people"]), people);
    writer.post("/people/settle", &[("how", "rename"), ("a", &id(0)), ("b", "Captain")]);
    assert!(writer.get(&format!("/people/{}", id(0))).body.contains("<h1>Captain"));
    let refused = writer.post("/people/settle", &[("how", "merge"), ("a", &id(0)), ("b", "Nobody Atall")]);
    assert!(refused.status == 422 && refused.body.contains("Nobody is called “Nobody Atall”"), "{}", refused.body);
}

#[test]
fn pages_speak_the_language_of_whoever_asks() {
    let world = kit();
    world.write("archive/posts/a.en.md", "---\ntitle: A\n---\nHe said: “Nothing of the kind was ever said.”\n");
    let desk = Served::new(&world, &[]);
    let key = world.keys().remove(0);
    for path in [
        "/",
        "/ask",
        "/search?q=director",
        "/sources",
        "/sources/add",
        "/people",
        "/people?doubts=yes",
        "/people/p1",
        "/questions",
        "/posts",
        "/posts/edit?file=a.en.md",
        "/settings",
        "/sign-in",
        "/nothing-here",
        &format!("/sources/show?key={}", encoded(&key)),
    ] {
        let ko = desk.send("GET", path, &[("Accept-Language", "ko-KR,ko;q=0.9")], b"");
        let en = desk.send("GET", path, &[("Accept-Language", "en-GB")], b"");
        assert!(ko.body.contains("<html lang=\"ko\">") && en.body.contains("<html lang=\"en\">"), "{path}");
        assert!(ko.body.contains("메뉴") && en.body.contains("Menu"), "{path}");
        for word in ["Sources", "Settings", "Speaker", "Findings", "mentions", "Save"] {
            assert!(!ko.body.contains(&format!(">{word}")), "{path} says {word} in Korean");
        }
        for (name, value) in [("x-content-type-options", "nosniff"), ("cache-control", "no-store")] {
            assert_eq!(en.header(name), Some(value), "{path}");
        }
        assert!(
            !en.body.contains("<script>") && !en.body.contains(" style=\"") && !en.body.contains(" onclick="),
            "{path}"
        );
        assert!(
            en.header("content-security-policy").is_some_and(|policy| policy.contains("script-src 'self'")),
            "{path}"
        );
    }
    let chosen = desk.send("GET", "/language/ko", &[("Referer", "http://x/people?q=a")], b"");
    assert_eq!(chosen.header("location"), Some("/people?q=a"));
    assert!(chosen.header("set-cookie").is_some_and(|cookie| cookie.starts_with("language=ko")));
}

#[test]
fn no_other_site_gets_in() {
    let world = World::new();
    let desk = Served::new(&world, &[]);
    let writer = desk.visit("/questions");
    // A name that leads to this computer (DNS rebinding).
    for host in ["evil.example", "evil.example:7878", "127.0.0.1.evil.example"] {
        assert_eq!(desk.send("GET", "/", &[("Host", host)], b"").status, 421, "{host}");
    }
    for host in ["localhost", "127.0.0.1:1", "[::1]:7878"] {
        assert_eq!(desk.send("GET", "/", &[("Host", host)], b"").status, 200, "{host}");
    }
    let question = [("question", "Is it kept?")];
    let with_token = form(&[&[("token", writer.token.as_str())], &question[..]].concat());
    let send = |headers: &[(&str, &str)], body: &str| {
        desk.send("POST", "/questions/add", &[&[FORM], headers].concat(), body.as_bytes()).status
    };
    let cookie = ("Cookie", writer.cookie.as_str());
    // A form of another site, with or without the cookie.
    assert_eq!(send(&[cookie, ("Origin", "http://evil.example")], &with_token), 403);
    assert_eq!(send(&[cookie, ("Origin", "null")], &with_token), 403);
    assert_eq!(send(&[cookie, ("Sec-Fetch-Site", "cross-site")], &with_token), 403);
    // Without a token, with another's, and with a cookie that somebody planted.
    assert_eq!(send(&[cookie], &form(&question)), 403);
    let other = desk.visit("/questions");
    assert_eq!(send(&[("Cookie", &other.cookie)], &with_token), 403);
    assert_eq!(send(&[("Cookie", "onrecord=planted")], &with_token), 403);
    assert_eq!(send(&[], &with_token), 403);
    assert_eq!(world.json(&["questions"])["questions"], serde_json::json!([]));
    assert_eq!(send(&[cookie, ("Origin", &format!("http://{}", desk.host))], &with_token), 303);
    let page = desk.get("/");
    let set = page.header("set-cookie").expect("a cookie");
    assert!(set.contains("HttpOnly") && set.contains("SameSite=Strict"), "{set}");
    assert!(page.header("access-control-allow-origin").is_none());
}

#[test]
fn what_is_typed_and_what_is_read_is_never_a_script() {
    let world = World::new();
    let desk = Served::new(&world, &[]);
    let writer = desk.visit("/sources/add");
    let attack = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'><svg onload=alert(1)>";
    let text = format!("“{attack} we said it,” Mira {attack} Okafor said.\n\nMira Okafor left. {attack}");
    let name = format!("{attack}.txt");
    let file =
        format!("---\ntitle: '{}'\noutlet: '{}'\n---\n{text}", attack.replace('\'', "’"), attack.replace('\'', "’"));
    writer.add(&[("a.md", file.as_bytes()), (&name.replace('"', "%22"), text.as_bytes())]);
    writer.post("/questions/add", &[("question", attack)]);
    let begun = writer.post("/posts/begin", &[("question", attack)]);
    let mut pages = vec![begun.header("location").expect("an editor").to_owned()];
    let attack_in_address = encoded(attack);
    for path in [
        "/ask?q=",
        "/search?q=",
        "/sources?q=",
        "/sources?outlet=",
        "/people?q=",
        "/sources/show?key=",
        "/people/",
        "/posts/edit?file=",
        "/posts/preview?file=",
        "/ask?q=x&speaker=",
        "/ask?q=x&since=",
        "/ask?q=x&outlet=",
        "/sources/adding/",
        "/sources/leave?key=",
        "/language/",
        "/",
    ] {
        pages.push(format!("{path}{attack_in_address}"));
    }
    pages.extend(["/", "/sources", "/people", "/questions?ask=yes", "/posts", "/settings"].map(str::to_owned));
    pages.extend(world.keys().iter().map(|key| format!("/sources/show?key={}", encoded(key))));
    for language in ["ko", "en"] {
        for path in &pages {
            let page = desk.send("GET", path, &[("Accept-Language", language), ("Cookie", &writer.cookie)], b"");
            for part in ["<script>alert", "<img src=x", "<svg onload"] {
                assert!(!page.body.contains(part), "{path} has {part}:\n{}", page.body);
            }
        }
    }
    let settled = writer.post("/people/settle", &[("how", "merge"), ("a", attack), ("b", attack)]);
    let set = writer.post("/quotes/set", &[("id", attack), ("speaker", attack)]);
    let kept = writer.post("/settings", &[("text", &format!("[site]\naddress = \"{}\"", attack.replace('"', "")))]);
    for reply in [settled, set, kept] {
        assert!(reply.status >= 400 && !reply.body.contains("<script>alert"), "{}", reply.body);
    }
    // An address in what a source says of itself is no script either.
    let file = "---\ntitle: Address\nurl: 'javascript:alert(1)'\n---\nNothing.\n";
    writer.add(&[("address.md", file.as_bytes())]);
    for key in world.keys() {
        let page = writer.get(&format!("/sources/show?key={}", encoded(&key))).body;
        assert!(!page.contains("href=\"javascript:"), "{page}");
    }
}

#[test]
fn no_name_of_a_file_leads_out_of_the_archive() {
    let world = World::new();
    let desk = Served::new(&world, &[]);
    let writer = desk.visit("/sources/add");
    let text = b"The pier, said Lena Abara, \xe2\x80\x9cwas empty\xe2\x80\x9d.";
    for name in
        ["../../outside.txt", "..\\..\\outside.txt", "/tmp/onrecord-outside.txt", "a/../../b.txt", ".hidden.txt"]
    {
        writer.add(&[(name, text)]);
    }
    assert!(!world.path("outside.txt").exists() && !world.path("archive/outside.txt").exists());
    let outside: Vec<String> =
        world.keys().into_iter().filter(|key| key.contains("..") || key.starts_with('/')).collect();
    assert!(outside.is_empty(), "{outside:?}");
    let left = std::fs::read_dir(world.path("archive/incoming")).map_or(0, |files| files.count());
    assert_eq!(left, 0, "files are left where they were put down");
    for file in ["../onrecord.toml", "/etc/passwd", "../access.toml", "policies/../../onrecord.toml"] {
        assert_eq!(writer.get(&format!("/posts/edit?file={}", encoded(file))).status, 422, "{file}");
        assert_eq!(writer.post("/posts/save", &[("file", file), ("text", "x"), ("mark", "")]).status, 422, "{file}");
    }
    for path in [
        "/preview/../onrecord.toml",
        "/preview/%2e%2e/onrecord.toml",
        "/assets/..%2f..%2fCargo.toml",
        "/assets/../../onrecord.toml",
    ] {
        assert_eq!(desk.get(path).status, 404, "{path}");
    }
}

#[test]
fn what_is_too_large_or_too_slow_is_refused() {
    let world = World::new();
    let desk = Served::new(&world, &[]);
    let writer = desk.visit("/questions");
    let long = "x".repeat(13 << 20);
    assert!([413, 422].contains(&writer.post("/questions/add", &[("question", &long)]).status));
    assert_eq!(writer.get(&format!("/ask?q={}", "x".repeat(700))).status, 422);
    assert_eq!(writer.post("/questions/add", &[("question", &"x".repeat(700))]).status, 422);
    // Heads that never end: each is cut off, and others are served meanwhile.
    let slow: Vec<TcpStream> = (0..40)
        .map(|_| {
            let mut stream = TcpStream::connect(&desk.host).expect("it listens");
            stream.write_all(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-").expect("sent");
            stream
        })
        .collect();
    assert_eq!(desk.get("/health/live").status, 200);
    let start = Instant::now();
    for mut stream in slow {
        stream.set_read_timeout(Some(Duration::from_secs(30))).expect("set");
        let mut rest = Vec::new();
        let _ = stream.read_to_end(&mut rest);
    }
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
    assert_eq!(desk.get("/health/ready").status, 200);
}

#[test]
fn whoever_comes_from_elsewhere_needs_a_password_that_cannot_be_tried_through() {
    let world = World::new();
    let (_, said) = world.ends(&["serve", "--bind", "0.0.0.0:0"], 2);
    assert!(said.contains("nobody has a password"), "{said}");
    for (name, can, password) in [("mira", "write", "tide table 1994"), ("ivo", "read", "only looking on")] {
        let mut child = world
            .command(&["user", "add", name, "--can", can])
            .stdin(std::process::Stdio::piped())
            .spawn()
            .expect("it starts");
        child.stdin.take().expect("a pipe").write_all(format!("{password}\n").as_bytes()).expect("written");
        assert!(child.wait().expect("it ends").success());
    }
    let access = std::fs::read_to_string(world.path("archive/access.toml")).expect("a file");
    assert!(!access.contains("tide table"), "{access}");
    let desk = Served::new(&world, &[]);
    for path in ["/", "/sources", "/settings", "/people", "/ask?q=x", "/metrics", "/posts"] {
        assert_eq!(desk.get(path).status, 401, "{path}");
    }
    assert_eq!(desk.get("/health/live").status, 200);
    let stranger = desk.visit("/sign-in");
    let signed_in = stranger.post("/sign-in", &[("name", "mira"), ("password", "tide table 1994")]);
    assert_eq!(signed_in.status, 303, "{}", signed_in.body);
    // The session is a new one: whoever planted the first has nothing of it.
    let cookie = signed_in.cookie();
    assert_ne!(cookie, stranger.cookie);
    assert_eq!(stranger.get("/").status, 401);
    let page = desk.send("GET", "/questions", &[("Cookie", &cookie)], b"");
    assert_eq!(page.status, 200);
    let mira = crate::browser::Visit { served: &desk, cookie, token: page.token() };
    assert_eq!(mira.post("/questions/add", &[("question", "Does it hold?")]).status, 303);
    let cookie = stranger.post("/sign-in", &[("name", "ivo"), ("password", "only looking on")]).cookie();
    let token = desk.send("GET", "/sign-in", &[("Cookie", &cookie)], b"").token();
    let ivo = crate::browser::Visit { served: &desk, cookie, token };
    assert_eq!(ivo.get("/questions").status, 200);
    assert_eq!(ivo.post("/questions/add", &[("question", "May I?")]).status, 403);
    assert_eq!(mira.post("/sign-out", &[]).status, 303);
    assert_eq!(mira.get("/").status, 401);
    // Wrong passwords: after five the name has to wait, the right one too.
    let tries: Vec<u16> = (0..7)
        .map(|at| stranger.post("/sign-in", &[("name", "mira"), ("password", &format!("wrong {at}"))]).status)
        .collect();
    assert!(tries.iter().all(|&status| status == 422), "{tries:?}");
    let locked = stranger.post("/sign-in", &[("name", "mira"), ("password", "tide table 1994")]);
    assert!(locked.body.contains("Too many wrong passwords"), "{}", locked.body);
}

#[test]
fn a_desk_to_look_at_changes_nothing() {
    let world = World::new();
    let desk = Served::new(&world, &["--read-only"]);
    let reader = desk.visit("/sign-in");
    for path in [
        "/questions/add",
        "/sources/add",
        "/sources/set",
        "/people/settle",
        "/posts/begin",
        "/posts/publish",
        "/settings",
        "/quotes/set",
    ] {
        assert_eq!(reader.post(path, &[("question", "x"), ("text", "x"), ("key", "x")]).status, 403, "{path}");
    }
    assert!(!reader.get("/sources").body.contains("/sources/add\">"));
}

#[cfg(unix)]
#[test]
fn it_ends_what_is_open_when_it_is_told_to_stop_and_says_nothing_of_what_was_asked() {
    let world = kit();
    let desk = Served::new(&world, &[]);
    let writer = desk.visit("/questions");
    let secret = "Did Zephyrina Quartermain sail at dawn?";
    writer.get(&format!("/ask?q={}", encoded(secret)));
    writer.post("/questions/add", &[("question", secret)]);
    let asked = std::thread::scope(|scope| {
        let asking =
            scope.spawn(|| writer.get(&format!("/ask?q={}", encoded("How long did it take to make Tide Table?"))));
        std::thread::sleep(Duration::from_millis(30));
        let process = desk.process().to_string();
        assert!(Command::new("kill").args(["-TERM", &process]).status().expect("kill").success());
        asking.join().expect("an answer")
    });
    assert_eq!(asked.status, 200, "{}", asked.head);
    let (said, code) = desk.ended();
    assert_eq!(code, Some(0), "{said}");
    for word in ["Zephyrina", "Tide Table", "dawn"] {
        assert!(!said.contains(word), "{said}");
    }
    world.done(&["verify"]);
}

#[test]
fn what_the_desk_decides_stands_while_another_program_adds() {
    let world = World::new();
    let lines: String = (0..1000)
        .map(|at| format!("{{\"id\":\"n{at}\",\"text\":\"“We counted {at} boats,” Owen Marsh said. The harbour was full of fog and gulls.\"}}\n"))
        .collect();
    let path = world.write("many.jsonl", lines);
    let desk = Served::new(&world, &[]);
    let writer = desk.visit("/questions");
    let mut adding = world.command(&["add", &path]).stderr(std::process::Stdio::null()).spawn().expect("it starts");
    let (mut longest, mut n) = (Duration::ZERO, 0);
    while adding.try_wait().expect("known").is_none() || n < 5 {
        let start = Instant::now();
        let reply = writer.post("/questions/add", &[("question", &format!("Question {n}?"))]);
        assert_eq!(reply.status, 303, "{}", reply.body);
        assert_eq!(writer.get("/sources").status, 200);
        longest = longest.max(start.elapsed());
        n += 1;
    }
    eprintln!("{n} decisions while 1,000 files came, the longest {longest:?}");
    assert!(longest < Duration::from_secs(5), "{longest:?}");
    assert_eq!(world.json(&["questions"])["questions"].as_array().map(Vec::len), Some(n));
    assert!(writer.get("/sources").body.contains("1000 of 1000 sources"));
    world.done(&["verify"]);
}
