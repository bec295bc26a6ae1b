//! What the saved files of the press kit say of themselves, against the table beside them.

use onrecord_model::{Found, Media};

const TABLE: &str = include_str!("../../../../../examples/press-kit/saved/known.tsv");

macro_rules! files {
    ($($name:literal)*) => {
        [$(($name, include_bytes!(concat!("../../../../../examples/press-kit/saved/", $name)).as_slice())),*]
    };
}

#[test]
fn the_table_holds() {
    let files = files! {
        "terminal-stubs.html" "sound-of-rope.html" "rope-exhibition-cp949.html" "drummer-portal-copy.html"
        "mokdan-on-lines.html" "engine-room.html" "reader-survey.html" "late-pier-radio.srt" "engine-room-talk.vtt"
    };
    let mut wrong = Vec::new();
    let mut n_rows = 0;
    for row in TABLE.lines().filter(|row| !row.starts_with('#')) {
        let columns: Vec<&str> = row.split('\t').collect();
        let [name, title, outlet, author, published, url, language] = columns[..] else { panic!("{row}") };
        let (_, bytes) = files.iter().find(|(file, _)| *file == name).expect("a file of the table");
        let media = Media::of_extension(name.rsplit('.').next().unwrap_or_default()).expect("a known kind");
        let reading = super::reading(bytes, media);
        let known = &reading.known;
        let value = |found: &Option<Found>| found.as_ref().map_or("-".to_owned(), |found| found.value.clone());
        let found = [
            value(&known.title),
            value(&known.outlet),
            value(&known.author),
            value(&known.published),
            value(&known.url),
        ];
        for (found, expected) in found.iter().zip([title, outlet, author, published, url]) {
            if found != expected {
                wrong.push(format!("{name}: {found}, not {expected}"));
            }
        }
        if reading.document.language.is_none_or(|found| found.code() != language) {
            wrong.push(format!("{name}: not in {language}"));
        }
        for noise in [
            "무단",
            "반값",
            "@",
            "cookies",
            "Share",
            "수도관",
            "4만 장",
            "really two people",
            "Advertise",
            "every Friday",
        ] {
            if reading.document.text().contains(noise) {
                wrong.push(format!("{name}: has {noise}"));
            }
        }
        n_rows += 1;
    }
    assert_eq!(n_rows, files.len(), "the table has a row for each file");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_cue_for_each_speaker() {
    let srt = include_bytes!("../../../../../examples/press-kit/saved/late-pier-radio.srt");
    let reading = super::reading(srt, Media::Srt);
    let lines: Vec<&str> = reading.document.text().lines().collect();
    assert_eq!(lines.len(), 6);
    assert_eq!(lines[0], "손해밀: 늦은 부두에 오신 걸 환영합니다. 오늘은 저녁배의 허들 씨와 함께합니다.");
    assert_eq!(lines[5], "허들: 네, 제가 멈춘 자리에 들어왔어요. 그래서 그대로 두었습니다.");
}
