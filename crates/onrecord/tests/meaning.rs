//! The program with and without a model, in temporary folders. `cargo xtask test` installs the model first; where it could
//! not (no pip, no network) and says so, only the tests without one run.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

const SOURCES: &str = r#"{"id":"harbour","title":"항구 소식","text":"등대지기 윤바다는 이십 년 동안 매일 밤 등불을 켰다. 그는 안개가 짙은 날이면 종을 울렸다고 말했다."}
{"id":"bakery","title":"동네 빵집","text":"제빵사 노은결은 새벽 네 시에 반죽을 시작한다. 호밀빵은 하루를 숙성해야 맛이 난다고 한다."}
{"id":"school","title":"학교 이야기","text":"선생님은 아이들이 체육관에서 합창을 연습했다고 전했다. 공연은 겨울에 열린다."}
"#;

const SPEECH: &str = r#"{"id":"captain","title":"선장의 하루","text":"선장 마도현은 “파도가 높은 날에는 배를 묶어 두고 기타를 쳤다”고 말했다. 마도현은 “등대가 고장 난 밤이 제일 길었다”고 덧붙였다."}
{"id":"keeper","title":"The keeper of the clock","text":"“I wind the tower clock every Monday before breakfast,” Han Mi-rin said. “On Mondays nobody is late.”"}
"#;

struct Desk {
    _folder: tempfile::TempDir,
    archive: PathBuf,
    models: PathBuf,
}

impl Desk {
    fn new(models: PathBuf) -> Desk {
        Desk::with(models, SOURCES)
    }

    fn with(models: PathBuf, lines: &str) -> Desk {
        let folder = tempfile::tempdir().expect("a folder");
        let archive = folder.path().join("archive");
        let sources = folder.path().join("sources.jsonl");
        std::fs::write(&sources, lines).expect("is written");
        let desk = Desk { archive: archive.clone(), models, _folder: folder };
        assert!(desk.program(&["init", archive.to_str().expect("is text")]).status.success());
        assert!(desk.program(&["add", sources.to_str().expect("is text")]).status.success());
        desk
    }

    fn program(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
        command.env("ONRECORD_ARCHIVE", &self.archive).env("ONRECORD_MODELS", &self.models);
        command.args(arguments).output().expect("the program starts")
    }

    fn hits(&self, question: &str) -> Vec<(String, bool)> {
        let output = self.program(&["search", question, "--json"]);
        let reply: Value = serde_json::from_slice(&output.stdout).expect("prints JSON");
        let hit =
            |hit: &Value| (hit["source"]["key"].as_str().unwrap_or_default().to_owned(), !hit["meaning"].is_null());
        reply["hits"].as_array().expect("has hits").iter().map(hit).collect()
    }
}

/// The user's own models, if the runner of the tests says that it put one there.
fn installed() -> Option<PathBuf> {
    std::env::var_os("ONRECORD_TEST_MODELS").map(PathBuf::from)
}

#[test]
fn without_a_model_words_and_names_find() {
    let nothing = tempfile::tempdir().expect("a folder");
    let desk = Desk::new(nothing.path().join("none"));
    assert_eq!(desk.hits("등대지기"), [("harbour".to_owned(), false)]);
    assert_eq!(desk.hits("What does No Eun-gyeol bake?"), [("bakery".to_owned(), false)]);
    assert!(desk.hits("Who lit the lamp every night?").is_empty());
    assert!(!desk.archive.join("vectors").exists());
}

#[test]
fn a_model_that_is_none_is_refused_with_something_to_try() {
    let folder = tempfile::tempdir().expect("a folder");
    let desk = Desk::new(folder.path().join("models"));
    let file = folder.path().join("model.bin");
    std::fs::write(&file, "no model").expect("is written");
    let output = desk.program(&["model", "install", "--from", file.to_str().expect("is text")]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1));
    assert!(said.contains("holds no model") && said.contains("try:"), "{said}");
    let status = desk.program(&["model", "status", "--json"]);
    let status: Value = serde_json::from_slice(&status.stdout).expect("prints JSON");
    assert!(status["model"].is_null());
}

#[test]
fn with_the_model_a_question_finds_across_languages() {
    let Some(models) = installed() else {
        eprintln!("no model is installed: this test has nothing to run on");
        return;
    };
    let desk = Desk::new(models);
    for (question, key) in [
        ("Who lit the lamp every night for twenty years?", "harbour"),
        ("When does the baker begin to make dough in the morning?", "bakery"),
        ("Where did the children practise singing together?", "school"),
    ] {
        assert_eq!(desk.hits(question).first(), Some(&(key.to_owned(), true)), "{question}");
    }
    // Vectors are derived: without them words still find, and `index` makes them again.
    std::fs::remove_dir_all(desk.archive.join("vectors")).expect("are there");
    assert_eq!(desk.hits("등대지기"), [("harbour".to_owned(), false)]);
    assert!(desk.program(&["index"]).status.success());
    assert_eq!(desk.hits("Who lit the lamp every night?").first(), Some(&("harbour".to_owned(), true)));
    assert!(desk.program(&["remove", "harbour"]).status.success());
    assert!(desk.hits("Who lit the lamp every night?").iter().all(|(key, _)| key != "harbour"));
    assert_eq!(vectors_in(&desk.archive), 2, "what is removed leaves no vector behind");
}

#[test]
fn with_the_model_a_translated_quotation_is_a_note_with_its_original() {
    let Some(models) = installed() else {
        eprintln!("no model is installed: this test has nothing to run on");
        return;
    };
    let desk = Desk::with(models, SPEECH);
    #[track_caller]
    fn check(desk: &Desk, draft: &str, code: i32, found: &str, words: &str) {
        let path = desk.archive.join("draft.md");
        std::fs::write(&path, draft).expect("is written");
        let output = desk.program(&["check", "--json", path.to_str().expect("is text")]);
        let report: Value = serde_json::from_slice(&output.stdout).expect("prints JSON");
        let finding = &report["findings"][0];
        assert_eq!((output.status.code(), &finding["code"]), (Some(code), &found.into()), "{report}");
        assert!(finding["evidence"].to_string().contains(words), "{report}");
    }
    check(
        &desk,
        "Ma Do-hyeon said: “On days when the waves were high I tied up the boat and played the guitar.”",
        0,
        "translated-quote",
        "배를 묶어 두고 기타를 쳤다",
    );
    check(&desk, "마도현은 “등대가 고장 난 밤이 제일 짧았다”고 말했다.", 6, "altered-quote", "제일 길었다");
    check(
        &desk,
        "한미린은 “나는 월요일마다 아침을 먹기 전에 탑시계의 태엽을 감는다”고 말했다.",
        0,
        "translated-quote",
        "before breakfast",
    );
    check(&desk, "“I sold the farm and bought eleven goats,” Han Mi-rin said.", 6, "unsupported-quote", "");
}

/// The number of sources that the files of vectors hold: the third number of each file's head.
fn vectors_in(archive: &Path) -> u32 {
    let models = std::fs::read_dir(archive.join("vectors")).expect("there are vectors");
    let files = models.flat_map(|model| std::fs::read_dir(model.expect("is listed").path()).expect("is a folder"));
    files
        .map(|file| std::fs::read(file.expect("is listed").path()).expect("can be read"))
        .filter_map(|bytes| Some(u32::from_le_bytes(bytes.get(8..12)?.try_into().ok()?)))
        .sum()
}
