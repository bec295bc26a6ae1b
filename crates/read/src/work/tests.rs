//! Which words of a text are titles. `?` stands before one that waits to be confirmed, `=` before the other title beside it.

use onrecord_language::Lexicon;
use onrecord_model::{Known, Media, Snapshot, SnapshotId};

/// Returns the titles of a text, in the order in which they first stand there.
fn titles(text: &str) -> Vec<String> {
    let snapshot = Snapshot {
        id: SnapshotId::of(text.as_bytes()),
        bytes: text.as_bytes().to_vec(),
        media: Media::Text,
        key: "text".to_owned(),
        place: "text".to_owned(),
        path: None,
        known: Known::default(),
    };
    let reading = crate::read(&snapshot, &Lexicon::built_in());
    let title = |at: usize| reading.document.words(reading.works[at].title);
    let shown = |(at, work): (usize, &onrecord_model::NamedWork)| {
        let also: String = work.also.iter().map(|&also| format!(" = {}", title(also as usize))).collect();
        format!("{}{}{also}", if work.is_sure { "" } else { "?" }, title(at))
    };
    reading.works.iter().enumerate().map(shown).collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let found = titles(text);
    assert!(expected.iter().all(|title| found.iter().any(|one| one == title)), "{text}: {found:?}");
}

#[test]
fn a_year_behind_the_other_title_is_no_part_of_it() {
    check("영화 〈조개의 셈법〉(Clam Arithmetic, 2021)이 다시 걸린다.", &["조개의 셈법 = Clam Arithmetic"]);
    check("영화 〈먼 물레〉(The Far Wheel)가 걸린다.", &["먼 물레 = The Far Wheel"]);
    check("She directed “Clam Arithmetic” (조개의 셈법, 2021) in one summer.", &["Clam Arithmetic = 조개의 셈법"]);
}

#[test]
fn parts_of_a_title_may_stand_by_themselves() {
    check("〈조개의 셈법: 썰물 편〉이 나왔다.", &["조개의 셈법: 썰물 편", "?조개의 셈법", "?썰물 편"]);
    check("그는 〈뮤지컬 먼 물레〉에 나온다.", &["뮤지컬 먼 물레", "?먼 물레"]);
    assert!(!titles("〈조개의 셈법〉이 나왔다.").iter().any(|title| title.starts_with('?')));
}

#[test]
fn what_a_line_lists_may_be_titles() {
    check("▲ 곡 순서: 먼 물레 – 젖은 노(반음 내림) – 썰물", &["?먼 물레", "?젖은 노", "?썰물"]);
    check("상영작: 조개의 셈법 / 먼 물레 / 빈 배", &["?조개의 셈법", "?먼 물레", "?빈 배"]);
    assert!(titles("그는 서울 – 부산 기차를 탔다.").is_empty(), "two are no list");
}
