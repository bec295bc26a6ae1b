//! Subtitle files of our own, whole and broken: a broken place loses itself, and nothing else.

use onrecord_model::{BlockKind, Known, Media, RemarkKind, Snapshot, SnapshotId};

use crate::open;
use onrecord_language::Lexicon;

/// Checks the cues of a file, as `start-end words`, and the number of places that are no cues.
#[track_caller]
fn check(media: Media, bytes: &[u8], expected: &[&str], n_broken: usize) {
    let snapshot = Snapshot {
        id: SnapshotId::of(bytes),
        bytes: bytes.to_vec(),
        media,
        key: "cues".to_owned(),
        place: "cues".to_owned(),
        path: None,
        known: Known::default(),
    };
    let opened = open(&snapshot, &Lexicon::built_in());
    let document = &opened.document;
    assert!(document.blocks.iter().all(|block| document.holds(block.span)));
    let cues: Vec<String> = document
        .blocks
        .iter()
        .map(|block| match block.kind {
            BlockKind::Cue { start_ms, end_ms } => format!("{start_ms}-{end_ms} {}", document.words(block.span)),
            kind => format!("{kind:?}"),
        })
        .collect();
    assert_eq!(cues, expected);
    let broken = opened.remarks.iter().find(|remark| remark.kind == RemarkKind::Broken);
    let found = broken.map_or(0, |remark| remark.text.split(' ').next().and_then(|n| n.parse().ok()).unwrap_or(0));
    assert_eq!(found, n_broken, "{:?}", opened.remarks);
}

#[test]
fn subrip_with_a_mark_and_windows_line_ends() {
    let file = "\u{feff}1\r\n00:00:01,000 --> 00:00:02,500\r\n첫 배가\r\n떠납니다.\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\n표 주세요.\r\n";
    check(Media::Srt, file.as_bytes(), &["1000-2500 첫 배가 떠납니다.", "3000-4000 표 주세요."], 0);
}

#[test]
fn subrip_in_cp949() {
    let (bytes, _, _) = encoding_rs::EUC_KR.encode("1\n00:00:01,000 --> 00:00:02,000\n똠방 아저씨가 뷁 하고 웃었다고 합니다.\n\n2\n00:00:03,000 --> 00:00:05,000\n섬에서는 다들 그렇게 웃어요.\n");
    check(
        Media::Srt,
        &bytes,
        &["1000-2000 똠방 아저씨가 뷁 하고 웃었다고 합니다.", "3000-5000 섬에서는 다들 그렇게 웃어요."],
        0,
    );
}

#[test]
fn subrip_with_markup() {
    let file = "1\n00:00:01,000 --> 00:00:02,000\n{\\an8}<font color=\"#ffff00\"><b>안개</b></font>가 &amp; 바다가\n";
    check(Media::Srt, file.as_bytes(), &["1000-2000 안개가 & 바다가"], 0);
}

#[test]
fn subrip_with_a_broken_time() {
    let file = "1\n00:00:01,000 --> 00:00:02,000\na\n\n2\n00:00:03,000 --> 00:aa:04,000\nlost\n\n3\n00:99:05,000 --> 00:00:06,000\nlost too\n\n4\n00:00:07,000 --> 00:00:08,000\nd\n";
    check(Media::Srt, file.as_bytes(), &["1000-2000 a", "7000-8000 d"], 2);
}

#[test]
fn subrip_without_numbers_and_blank_lines() {
    let file =
        "00:00:01,000 --> 00:00:02,000\na\n00:00:02,000 --> 00:00:03,000\nb\n3\n00:00:03,000 --> 00:00:04,000\nc";
    check(Media::Srt, file.as_bytes(), &["1000-2000 a", "2000-3000 b", "3000-4000 c"], 0);
}

#[test]
fn cues_that_overlap_or_stand_out_of_order() {
    let file = "1\n00:00:05,000 --> 00:00:09,000\nsecond\n\n2\n00:00:01,000 --> 00:00:06,000\nfirst\n\n3\n00:00:08,000 --> 00:00:07,000\nthird\n";
    check(Media::Srt, file.as_bytes(), &["1000-6000 first", "5000-9000 second", "8000-8000 third"], 0);
}

#[test]
fn speakers_in_every_form() {
    let file = "1\n00:00:01,000 --> 00:00:02,000\n구나래: 끝을 먼저\n씁니다.\n\n2\n00:00:02,000 --> 00:00:03,000\n[한서율] 저는 나중에요.\n\n3\n00:00:03,000 --> 00:00:04,000\n- 정말요?\n- 그럼요.\n\n4\n00:00:04,000 --> 00:00:05,000\n(파도 소리)\n";
    check(
        Media::Srt,
        file.as_bytes(),
        &[
            "1000-2000 구나래: 끝을 먼저 씁니다.",
            "2000-3000 한서율: 저는 나중에요.",
            "3000-4000 정말요?",
            "3000-4000 그럼요.",
            "4000-5000 (파도 소리)",
        ],
        0,
    );
}

#[test]
fn webvtt_with_voices_notes_and_settings() {
    let file = "WEBVTT\n\nNOTE by hand\n\nSTYLE\n::cue {}\n\n1\n00:01.000 --> 00:02.000 line:0\n<v.loud Oren Vale>The lamp<00:01.500> never\nwent out.</v>\n\n00:03.000 --> 00:04.000\n<c.yellow>And then?</c>\n";
    check(Media::Vtt, file.as_bytes(), &["1000-2000 Oren Vale: The lamp never went out.", "3000-4000 And then?"], 0);
}

#[test]
fn webvtt_that_is_cut_off() {
    let file = "WEBVTT\n\n00:01.000 --> 00:02.000\nwhole\n\n00:03.000 --> 00:0";
    check(Media::Vtt, file.as_bytes(), &["1000-2000 whole"], 1);
}

#[test]
fn sami_with_two_tracks_and_a_broken_mark() {
    let file = "<SAMI><HEAD><STYLE TYPE=\"text/css\"><!-- P {} .KRCC {} --></STYLE></HEAD><BODY>\n<SYNC Start=1000><P Class=KRCC>배가<br>옵니다.\n<SYNC Start=1000><P Class=ENCC>The boat comes.\n<SYNC Start=2000><P Class=KRCC>&nbsp;\n<SYNC Start=abc><P Class=KRCC>잃은 말\n<SYNC Start=4000><P Class=KRCC>한서율: 안개네요.\n</BODY></SAMI>";
    check(Media::Smi, file.as_bytes(), &["1000-2000 배가 옵니다.", "4000-8000 한서율: 안개네요."], 1);
}

#[test]
fn what_holds_no_cue() {
    for media in [Media::Srt, Media::Vtt, Media::Smi] {
        check(media, b"", &[], 0);
        check(media, "그냥 글입니다.".as_bytes(), &[], 0);
    }
}
