//! What is joined, and what is not.

use super::*;

/// Titles by their form, each with what is known of it.
fn titles(rows: &[(&str, bool, &[u64])]) -> Vec<Title> {
    let title = |(nth, &(form, is_sure, persons)): (usize, &(&str, bool, &[u64]))| Title {
        id: nth as u64 + 1,
        form: form.to_owned(),
        is_korean: onrecord_language::work::is_korean(form),
        is_sure,
        mentions: 2,
        persons: persons.iter().copied().collect(),
        ..Title::default()
    };
    rows.iter().enumerate().map(title).collect()
}

fn alike(korean: usize, latin: usize, score: f32, n_words: usize) -> Alike {
    Alike { korean, latin, score, n_words, is_sound: false }
}

/// Returns the forms of each work, in order.
fn works(titles: &[Title], pairs: &[(usize, usize)], alike: &[Alike], decisions: &[Decision]) -> Vec<String> {
    let joined = join(titles, pairs, alike, &(0..titles.len()).collect::<Vec<_>>(), decisions);
    let mut by_work: BTreeMap<WorkId, BTreeSet<&str>> = BTreeMap::new();
    for (title, work) in titles.iter().zip(&joined.works) {
        work.iter().for_each(|work| _ = by_work.entry(*work).or_default().insert(&title.form));
    }
    let mut shown: Vec<String> =
        by_work.into_values().map(|forms| forms.into_iter().collect::<Vec<_>>().join(" ")).collect();
    shown.sort();
    shown
}

#[test]
fn a_translation_is_one_work_and_an_unsure_title_is_confirmed_by_it() {
    let titles = titles(&[("소금길", true, &[]), ("saltroad", false, &[]), ("saltlake", false, &[])]);
    assert_eq!(works(&titles, &[], &[alike(0, 1, 1.0, 2), alike(0, 2, 0.5, 1)], &[]), ["saltroad 소금길"]);
}

#[test]
fn of_two_that_fit_as_well_nobody_is_joined() {
    let titles = titles(&[("바람", true, &[7]), ("wind", true, &[7]), ("thewinds", true, &[7])]);
    let alike = [alike(0, 1, 1.0, 1), alike(0, 2, 1.0, 1)];
    assert_eq!(works(&titles, &[], &alike, &[]).len(), 3);
    assert_eq!(join(&titles, &[], &alike, &[], &[]).doubts, BTreeSet::from([(0, 1), (0, 2)]));
    // A text that gives both as one settles it.
    assert_eq!(works(&titles, &[(0, 2)], &alike, &[]), ["thewinds 바람", "wind"]);
}

#[test]
fn what_stands_behind_a_colon_is_the_same_work_where_it_is_a_title_by_itself() {
    let titles = titles(&[
        ("열두번째줄:새매듭", true, &[]),
        ("새매듭", true, &[]),
        ("열두번째줄", true, &[]),
        ("매듭", false, &[]),
    ]);
    assert_eq!(works(&titles, &[], &[], &[]), ["새매듭 열두번째줄:새매듭", "열두번째줄"]);
}

#[test]
fn one_word_needs_company() {
    let mut titles = titles(&[("주전자", true, &[]), ("kettle", true, &[])]);
    let alike = [alike(0, 1, 0.6, 1)];
    assert_eq!(works(&titles, &[], &alike, &[]).len(), 2);
    titles.iter_mut().for_each(|title| title.persons = BTreeSet::from([3, 4]));
    assert_eq!(works(&titles, &[], &alike, &[]), ["kettle 주전자"]);
}

#[test]
fn a_free_translation_is_told_by_whom_it_is_beside() {
    let rows: &[(&str, bool, &[u64])] =
        &[("물때표", true, &[1, 2, 3]), ("almanacofmud", true, &[1, 2, 3, 9]), ("그믐장", true, &[7, 8, 9, 10])];
    assert_eq!(works(&titles(rows), &[], &[], &[]), ["almanacofmud", "그믐장", "물때표"], "two stand beside it");
    let rows: &[(&str, bool, &[u64])] =
        &[("물때표", true, &[1, 2, 3]), ("almanacofmud", true, &[1, 2, 3, 9]), ("그믐장", true, &[7, 8, 10])];
    assert_eq!(works(&titles(rows), &[], &[], &[]), ["almanacofmud 물때표", "그믐장"]);
    let mut worded = titles(rows);
    worded.iter_mut().for_each(|title| title.is_worded = true);
    assert_eq!(works(&worded, &[], &[], &[]).len(), 3, "known words that are not alike mean something else");
    let mut rival = titles(&[rows[0], rows[1], ("바람벽", true, &[2, 3, 4])]);
    rival.iter_mut().for_each(|title| title.mentions = 6);
    assert_eq!(works(&rival, &[], &[], &[]).len(), 3, "two may be it");
    rival[2].mentions = 1;
    assert_eq!(works(&rival, &[], &[], &[]), ["almanacofmud 물때표", "바람벽"], "one of them is said in passing");
    let two: &[(&str, bool, &[u64])] = &[("물때표", true, &[1, 2]), ("almanacofmud", true, &[1, 2])];
    assert_eq!(works(&titles(two), &[], &[], &[]).len(), 2, "two persons are too few");
    let numbered: &[(&str, bool, &[u64])] = &[("방어진 3", true, &[1, 2, 3]), ("harbourkin4", true, &[1, 2, 3])];
    assert_eq!(works(&titles(numbered), &[], &[], &[]).len(), 2, "another number is another work");
}

#[test]
fn half_of_the_words_are_enough_for_a_title_that_stands_again_and_again_beside_the_same_persons() {
    let rows: &[(&str, bool, &[u64])] = &[("새벽물때", true, &[1, 2]), ("dawntides", false, &[1, 2])];
    let mut titles = titles(rows);
    let alike = [alike(0, 1, 0.5, 1)];
    assert_eq!(works(&titles, &[], &alike, &[]), ["새벽물때"]);
    titles[1].mentions = 3;
    assert_eq!(works(&titles, &[], &alike, &[]), ["dawntides 새벽물때"]);
}

#[test]
fn decisions_come_first_and_the_later_one_wins() {
    let titles = titles(&[("소금길", true, &[]), ("saltroad", true, &[]), ("brineway", true, &[])]);
    let alike = [alike(0, 1, 1.0, 2)];
    let (road, salt, brine) = (WorkId(2), WorkId(1), WorkId(3));
    let split = Decision::Split { title: road, from: vec![salt] };
    assert_eq!(works(&titles, &[], &alike, std::slice::from_ref(&split)).len(), 3);
    let merge = Decision::Merge { into: salt, from: brine };
    assert_eq!(works(&titles, &[], &alike, &[merge.clone(), split.clone()]), ["brineway 소금길", "saltroad"]);
    let again = Decision::Merge { into: salt, from: road };
    assert_eq!(works(&titles, &[], &alike, &[split, again]), ["brineway", "saltroad 소금길"]);
    let name = Decision::Rename { title: road, name: "Salt Road (2021)".to_owned() };
    assert_eq!(name_given(&[salt, road], &[name]), Some("Salt Road (2021)"));
}

#[test]
fn the_order_of_titles_changes_nothing() {
    let rows: &[(&str, bool, &[u64])] = &[
        ("소금길", true, &[1, 2]),
        ("saltroad", false, &[1, 2]),
        ("겨울바다", true, &[2]),
        ("wintersea", true, &[]),
        ("winterroad", true, &[2]),
        ("등대", true, &[5]),
        ("lighthouse", false, &[5]),
        ("paperboat", true, &[]),
    ];
    let edges = [(0, 1, 1.0, 2), (0, 4, 0.4, 1), (2, 3, 1.0, 2), (2, 4, 0.5, 1), (5, 6, 1.0, 1)];
    let expected = works(&titles(rows), &[(7, 1)], &edges.map(|(a, b, score, n)| alike(a, b, score, n)), &[]);
    for shift in 1..rows.len() {
        let place = |at: usize| (at * 3 + shift) % rows.len();
        let mut moved = rows.to_vec();
        (0..rows.len()).for_each(|at| moved[place(at)] = rows[at]);
        let mut edges = edges.map(|(a, b, score, n)| alike(place(a), place(b), score, n));
        edges.reverse();
        assert_eq!(works(&titles(&moved), &[(place(1), place(7))], &edges, &[]), expected);
    }
}
