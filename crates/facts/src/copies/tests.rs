//! Invented stories, their reprints, and other stories of the same night.

use std::collections::BTreeSet;

use onrecord_language::{Lexicon, runs, sentence};
use onrecord_model::{Block, BlockKind, Document, DocumentId, Media, Reading, SnapshotId};

use super::{Copy, CopyKind, Group, Member, Shared, SharedBy, groups, prints, shared};

fn reading(text: &str, lexicon: &Lexicon) -> Reading {
    let snapshot = SnapshotId::of(text.as_bytes());
    let mut document = Document::new(DocumentId::of(snapshot, Media::Text), snapshot, text.to_owned());
    let mut at = 0;
    for line in text.split('\n') {
        document
            .blocks
            .extend(document.trimmed(at..at + line.len()).map(|span| Block { span, kind: BlockKind::Paragraph }));
        at += line.len() + 1;
    }
    let sentences = sentence::sentences(&document, &runs(text), lexicon);
    Reading { sentences, ..Reading::of(document) }
}

/// Checks how much of each of two texts stands in the other, in percent; nothing where they are no copies.
#[track_caller]
fn check(one: &str, other: &str, expected: Option<(u32, u32)>) {
    let lexicon = Lexicon::built_in();
    let (one, other) = (reading(one, &lexicon), reading(other, &lexicon));
    let percent = |share: f32| (share * 100.0).round() as u32;
    let found = shared(&one, &other, &lexicon).map(|shared| (percent(shared.of_one), percent(shared.of_other)));
    assert_eq!(found, expected);
    if found.is_some() {
        let (ones, others) = (prints(&one, &lexicon), prints(&other, &lexicon));
        let n = ones.iter().filter(|print| others.contains(print)).count();
        assert!(n > 1, "two copies have only {n} prints in common");
    }
}

const WIRE: &str = "The ferry Halla lost its rudder off Onpyeong on Tuesday night, the harbour office said. \
    All 84 passengers were taken off by two fishing boats within three hours of the first call. \
    Nobody was hurt, though a crate of 300 oranges went over the side and has not been seen since. \
    The captain, Bu Ga-eul, said the rudder had been changed in March and had never made a sound before. \
    Divers will look at it on Friday if the wind turns to the south as the forecast has it.";

#[test]
fn a_reprint_with_another_head_is_a_copy() {
    let reprint = "Two fishing boats saved the day when a ferry drifted. \
        All 84 passengers were taken off by two fishing boats within three hours of the first call. \
        Nobody was hurt, though a crate of 300 oranges went over the side and has not been seen since. \
        The captain, Bu Ga-eul, said the rudder had been changed in March and had never made a sound before.";
    check(WIRE, reprint, Some((62, 84)));
}

#[test]
fn lightly_edited_sentences_are_the_same_unless_their_numbers_differ() {
    let edited = "The ferry Halla lost its rudder near Onpyeong late on Tuesday, the harbour office said. \
        All 84 passengers were taken off by two fishing boats within three hours of the first distress call. \
        Nobody was injured, though a crate of 300 oranges went over the side and has not been seen since.";
    check(WIRE, edited, Some((56, 93)));
    let notice = |n: u32| {
        format!(
            "The library of Sohang opens at {n} o'clock in the week that begins today. \
             It lends up to {n}0 books to each reader who has a card of the town. \
             Whoever brings back {n}5 books at once is given a bag of dried persimmons."
        )
    };
    check(&notice(8), &notice(9), None);
}

#[test]
fn another_story_of_the_same_night_is_none() {
    let own = "A ferry with 84 people drifted for three hours on Tuesday after its rudder broke near Onpyeong. \
        Two fishing boats brought them to land, and the harbour office said that nobody was hurt. \
        “It had never made a sound before,” said Bu Ga-eul, the captain, whose rudder was new in March. \
        Some 300 oranges were lost. Divers are to look at the damage on Friday.";
    check(WIRE, own, None);
}

#[test]
fn korean_reprints_are_copies() {
    let release = "온평항 여객선 한라호가 화요일 밤 방향타를 잃고 세 시간 동안 떠돌았다.\n승객 84명은 고깃배 두 척이 모두 구조했다.\n\
        다친 사람은 없지만 귤 300상자가 바다에 빠졌다고 항만사무소는 밝혔다.\n부가을 선장은 “방향타는 3월에 새로 단 것”이라고 말했다.";
    let reprint = "고깃배 두 척이 여객선 승객들을 살렸다.\n승객 84명은 고깃배 두 척이 모두 구조했다.\n\
        다친 사람은 없지만 귤 300상자가 바다에 빠졌다고 항만사무소는 밝혔다.\n부가을 선장은 “방향타는 3월에 새로 단 것”이라고 말했다.";
    check(release, reprint, Some((70, 81)));
}

#[test]
fn a_translated_release_is_told_by_its_numbers_in_order() {
    let korean = "달빛상단은 2024년 5월 3일 세 번째 공연을 연다.\n표값은 4만 5000원이고 좌석은 412석이다.\n지난해 공연은 38회, 관객은 1만 5600명이었다.\n\
        준비에는 1억 2000만 원이 들었다.\n공연 시간은 95분이다.";
    let english = "Moonlight Company opens its third show on 3 May 2024.\nA ticket costs 45,000 won and there are 412 seats.\n\
        Last year 38 performances drew an audience of 15,600.\nIt cost 120 million won to prepare.\nThe show lasts 95 minutes.";
    check(korean, english, Some((100, 100)));
    let review = "Of the 412 seats not one was free on 3 May, when Moonlight Company opened its third show.\n\
        I paid 45,000 won and would have paid 60,000.\nThe second act alone takes 52 minutes, and no one coughed.\nThe last train left at 23:40.";
    check(korean, review, None);
}

fn member(key: &str, outlet: &str, published: &str, relays: &str, names: &[&str]) -> Member {
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let names: BTreeSet<String> = names.iter().map(|name| (*name).to_owned()).collect();
    Member {
        key: key.to_owned(),
        outlet: text(outlet),
        published: text(published),
        relays: text(relays),
        is_release: super::is_release(outlet),
        names,
    }
}

const MOST: Shared = Shared { by: SharedBy::Words, of_one: 0.8, of_other: 0.9, verbatim: 0.8 };

fn shown(groups: &[Group]) -> String {
    let shown = groups.iter().map(|group| {
        let copies: Vec<&str> = group.copies.iter().map(|copy| copy.key.as_str()).collect();
        format!("{} < {}", group.original.as_deref().unwrap_or("?"), copies.join(" "))
    });
    shown.collect::<Vec<_>>().join(", ")
}

#[test]
fn the_original_is_told_by_day_by_agency_line_and_by_who_is_named() {
    let two = |one: Member, other: Member| shown(&groups(&[one, other], &[(0, 1, MOST)]));
    let day = |day: &str| member(day, day, day, "", &[]);
    assert_eq!(two(day("2024-05-02"), day("2024-05-01")), "2024-05-01 < 2024-05-02");
    let (a, b) = (member("a", "A Mail", "2024-05-01", "", &[]), member("b", "B Post", "2024-05-01", "", &[]));
    assert_eq!(two(a.clone(), b.clone()), "? < a b");
    assert_eq!(two(a.clone(), member("b", "B Post", "2024-05-01", "A Mail", &[])), "a < b");
    assert_eq!(two(b, member("a", "A Mail", "", "", &["B Post"])), "b < a");
    assert_eq!(two(member("a", "A Mail", "", "", &[]), member("b", "B Post", "2024-05-01", "", &[])), "? < a b");
    let (office, paper) =
        (member("z", "Halla press office", "2024-05-01", "", &[]), member("b", "온평유통신문", "2024-05-01", "", &[]));
    assert_eq!(two(office, paper.clone()), "z < b");
    assert_eq!(two(member("z", "섬바람통신", "2024-05-01", "", &[]), paper), "z < b");
    // Whoever was later is no original, whatever is said.
    assert_eq!(
        two(member("b", "B Post", "2024-05-02", "", &[]), member("a", "A Mail", "2024-05-01", "B Post", &[])),
        "a < b"
    );
}

#[test]
fn a_summary_is_no_copy_of_what_it_sums_up() {
    let part = Shared { by: SharedBy::Words, of_one: 0.9, of_other: 0.2, verbatim: 0.4 };
    let members = [member("flash", "", "2024-05-01", "", &[]), member("story", "", "2024-05-02", "", &[])];
    assert_eq!(shown(&groups(&members, &[(0, 1, part)])), "");
    let part = Shared { of_other: 0.3, ..part };
    assert_eq!(shown(&groups(&members, &[(0, 1, part)])), "");
    let members = [member("story", "", "2024-05-01", "", &[]), member("extract", "", "2024-05-02", "", &[])];
    let part = Shared { by: SharedBy::Words, of_one: 0.3, of_other: 0.9, verbatim: 0.45 };
    let copies = vec![Copy { key: "extract".to_owned(), share: 0.9, kind: CopyKind::Edited }];
    assert_eq!(groups(&members, &[(0, 1, part)]), [Group { original: Some("story".to_owned()), copies }]);
}
