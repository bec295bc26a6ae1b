//! Documents with invented people, linked one after the other.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use onrecord_model::{Gender, PersonId, PersonKind};

use super::{Aliases, Decision, Fields, Figure, Grounds, Link, Profile, Record, decided, link, live};
use onrecord_language::name::Names;

/// An archive in memory: the least that linking needs.
struct World {
    names: Names,
    fields: Fields,
    aliases: Aliases,
    people: Vec<(Figure, PersonId, usize)>,
    n_documents: usize,
    n_compared: usize,
}

impl World {
    fn new() -> Self {
        let (names, fields) = (Names::built_in(), Fields::built_in());
        Self { names, fields, aliases: Aliases::default(), people: Vec::new(), n_documents: 0, n_compared: 0 }
    }

    fn profiles(&self, wanted: &BTreeSet<PersonId>) -> Vec<Rc<Profile>> {
        let profile = |&id: &PersonId| {
            let own: Vec<_> = self.people.iter().filter(|person| person.1 == id).collect();
            let documents: BTreeSet<usize> = own.iter().map(|person| person.2).collect();
            let companions = self.people.iter().filter(|person| documents.contains(&person.2)).map(|person| person.1);
            Rc::new(Profile {
                id,
                kind: own[0].0.kind,
                gender: own.iter().find_map(|person| person.0.gender),
                spellings: own.iter().flat_map(|person| person.0.spellings.clone()).collect(),
                roles: own.iter().flat_map(|person| person.0.roles.clone()).collect(),
                companions: companions.filter(|other| *other != id).collect(),
            })
        };
        wanted.iter().map(profile).collect()
    }

    /// Adds a document of figures `Name/role`, `*Name` for a character, `+Name` for a woman, `-Name` for a man, and
    /// returns who each is.
    fn add(&mut self, figures: &[&str]) -> Vec<u64> {
        let figures: Vec<Figure> = figures.iter().map(|text| figure(text)).collect();
        self.add_figures(figures)
    }

    fn add_figures(&mut self, figures: Vec<Figure>) -> Vec<u64> {
        let (names, fields, aliases) = (self.names.clone(), self.fields.clone(), self.aliases.clone());
        let grounds = Grounds { names: &names, fields: &fields, aliases: &aliases };
        let mut keys: BTreeMap<String, BTreeSet<PersonId>> = BTreeMap::new();
        for (known, id, _) in &self.people {
            known.keys(grounds).into_iter().for_each(|key| {
                keys.entry(key).or_default().insert(*id);
            });
        }
        let wanted: BTreeSet<PersonId> = figures
            .iter()
            .flat_map(|figure| figure.keys(grounds))
            .filter_map(|key| keys.get(&key))
            .flatten()
            .copied()
            .collect();
        self.n_compared += wanted.len();
        let profiles = self.profiles(&wanted);
        let company: BTreeSet<PersonId> = profiles.iter().flat_map(|profile| profile.companions.clone()).collect();
        let near = self.profiles(&company.difference(&wanted).copied().collect());
        let links = link(&figures, &profiles, &near, grounds);
        let mut ids: Vec<PersonId> = Vec::new();
        let mut next = self.people.iter().map(|person| person.1.0).max().unwrap_or(0);
        for (at, figure) in figures.into_iter().enumerate() {
            let id = match links[at] {
                Link::Known(id) => id,
                Link::Same(first) => ids[first as usize],
                Link::New => {
                    next += 1;
                    PersonId(next)
                }
            };
            ids.push(id);
            self.people.push((figure, id, self.n_documents));
        }
        self.n_documents += 1;
        ids.into_iter().map(|id| id.0).collect()
    }
}

fn figure(text: &str) -> Figure {
    let (mark, rest) = match text.chars().next() {
        Some(mark @ ('*' | '+' | '-')) => (mark, &text[1..]),
        _ => (' ', text),
    };
    let mut parts = rest.split('/');
    let name = parts.next().unwrap_or_default().to_owned();
    Figure {
        spellings: vec![(name.clone(), 1)],
        name,
        kind: if mark == '*' { PersonKind::Character } else { PersonKind::Person },
        gender: match mark {
            '+' => Some(Gender::Female),
            '-' => Some(Gender::Male),
            _ => None,
        },
        roles: parts.map(str::to_owned).collect(),
        plays: Vec::new(),
        before: None,
        known: None,
    }
}

/// Adds documents and draws who is who: `1 2 | 1 3`.
#[track_caller]
fn check(documents: &[&[&str]], expected: &str) {
    let mut world = World::new();
    let drawn: Vec<String> = documents
        .iter()
        .map(|figures| world.add(figures).iter().map(u64::to_string).collect::<Vec<_>>().join(" "))
        .collect();
    assert_eq!(drawn.join(" | "), expected);
}

#[test]
fn one_person_over_scripts_order_and_titles() {
    check(&[&["유하준/감독"], &["Yoo Ha-joon/director"], &["Hajoon Yu"], &["유하준"]], "1 | 1 | 1 | 1");
    check(&[&["Jane A. Whitfield"], &["Jane Whitfield"], &["Whitfield, Jane"]], "1 | 1 | 1");
}

#[test]
fn different_names_stay_apart() {
    check(&[&["유하준", "유하진"], &["Yoo Ha-jin"], &["Yoo Ha-joon"]], "1 2 | 2 | 1");
    check(&[&["Jane Whitfield", "Mark Whitfield"], &["Mark Whitfield"]], "1 2 | 2");
}

#[test]
fn roles_change_over_time_within_a_field() {
    check(&[&["민도겸/배우"], &["민도겸/감독"], &["Min Do-gyeom/producer"]], "1 | 1 | 1");
    check(&[&["Rhea Collard/lawyer"], &["Rhea Collard/senator"]], "1 | 1");
}

#[test]
fn namesakes_with_other_work_stay_apart() {
    check(&[&["민도겸/배우", "서라온"], &["민도겸/장관", "오태림"], &["민도겸/국회의원"]], "1 2 | 3 4 | 3");
    check(&[&["Paul Varga/actor"], &["Paul Varga/senator"]], "1 | 2");
    check(&[&["+Robin Ashby"], &["-Robin Ashby"]], "1 | 2");
}

#[test]
fn shared_company_outweighs_other_work() {
    check(&[&["민도겸/배우", "서라온"], &["민도겸/교수", "서라온"]], "1 2 | 1 2");
}

#[test]
fn two_namesakes_and_nothing_to_tell_them_by() {
    // The third is nobody's: a wrong name is worse than none.
    check(&[&["민도겸/배우"], &["민도겸/장관"], &["민도겸"]], "1 | 2 | 3");
}

#[test]
fn company_tells_namesakes_apart() {
    check(&[&["민도겸/배우", "서라온"], &["민도겸/장관", "오태림"], &["민도겸", "오태림"]], "1 2 | 3 4 | 3 4");
}

#[test]
fn an_ambiguous_spelling_joins_the_one_that_keeps_this_company() {
    check(&[&["유선호", "서라온"], &["유순호", "오태림"], &["Yu Sun-ho", "Oh Tae-rim"]], "1 2 | 3 4 | 3 4");
}

#[test]
fn actor_and_character_are_two() {
    let mut world = World::new();
    let mut actor = figure("남궁별/배우");
    actor.plays = vec![1];
    let first = world.add_figures(vec![actor, figure("*별이")]);
    assert_eq!(first, [1, 2]);
    assert_eq!(world.add(&["Namgoong Byul/actor", "*별이"]), [1, 2]);
    // Somebody who plays a character of the same name.
    let mut actor = figure("기라온/배우");
    actor.plays = vec![1];
    assert_eq!(world.add_figures(vec![actor, figure("*기라온")]), [3, 4]);
}

#[test]
fn a_character_is_known_again_where_nothing_shows_that_it_is_one() {
    check(&[&["서라온/배우", "*도이경"], &["서라온", "도이경"]], "1 2 | 1 2");
}

#[test]
fn parts_of_names_join_only_in_their_neighbourhood() {
    check(&[&["유하준", "서라온"], &["서라온", "하준"]], "1 2 | 2 1");
    check(&[&["유하준", "서라온"], &["오태림", "하준"]], "1 2 | 3 4");
    check(&[&["Jane Whitfield", "Rhea Collard"], &["Rhea Collard", "Whitfield"]], "1 2 | 2 1");
    check(&[&["Jane Whitfield", "Rhea Collard"], &["Whitfield"]], "1 2 | 3");
    // Two Whitfields in the neighbourhood: neither is chosen.
    check(&[&["Jane Whitfield", "Mark Whitfield", "Rhea Collard"], &["Rhea Collard", "Whitfield"]], "1 2 3 | 3 4");
}

#[test]
fn a_surname_alone_is_nobody_elsewhere() {
    check(&[&["Kim"], &["Kim"]], "1 | 2");
    check(&[&["김"], &["김"]], "1 | 2");
}

#[test]
fn a_given_name_alone_needs_company() {
    check(&[&["하준", "서라온"], &["하준", "오태림"], &["하준", "서라온"]], "1 2 | 3 4 | 1 2");
}

#[test]
fn both_scripts_in_one_document() {
    check(&[&["유하준", "Yoo Ha-joon"]], "1 1");
    check(&[&["유하준"], &["Yoo Ha-joon", "유하준"]], "1 | 1 1");
}

#[test]
fn aliases_join_what_no_spelling_shows() {
    let mut world = World::new();
    world.aliases = Aliases::parse("# stage names\n구슬기\tMarble K\nRhea Collard\t레아 콜라드\n");
    assert_eq!(world.add(&["구슬기", "Rhea Collard"]), [1, 2]);
    assert_eq!(world.add(&["Marble K"]), [1]);
    assert_eq!(world.add(&["레아 콜라드"]), [2]);
}

#[test]
fn a_document_that_is_read_again_keeps_its_people() {
    let mut world = World::new();
    assert_eq!(world.add(&["민도겸/배우"]), [1]);
    assert_eq!(world.add(&["민도겸/장관"]), [2]);
    let mut again = figure("민도겸");
    again.before = Some(PersonId(2));
    assert_eq!(world.add_figures(vec![again]), [2]);
}

#[test]
fn adding_costs_no_more_when_much_is_there() {
    let surnames = ["김", "이", "박", "최", "정", "강", "조", "윤", "장", "임"];
    let given = ["하준", "서연", "도겸", "라온", "태림", "별", "슬기", "우빈", "지완", "은결", "다솜", "한결"];
    let mut world = World::new();
    let mut compared = Vec::new();
    for document in 0..100 {
        let name =
            |nth: usize| format!("{}{}", surnames[(document * 3 + nth * 7) % 10], given[(document * 5 + nth) % 12]);
        let before = world.n_compared;
        world.add(&[&name(0), &name(1), &name(2)]);
        compared.push(world.n_compared - before);
    }
    assert!(compared.iter().all(|n| *n <= 12), "{compared:?}");
}

#[test]
fn decisions_hold_in_order_and_the_last_is_taken_back() {
    let merge = Record::Decision(Decision::Merge { into: PersonId(1), from: PersonId(2) });
    let split =
        Record::Decision(Decision::Split { from: PersonId(1), spelling: "Yoo Ha-jin".to_owned(), to: PersonId(9) });
    let undo = Record::Undo { undo: true };
    let who = |records: &[Record], linked, name| decided(PersonId(linked), name, &live(records)).0;
    assert_eq!(who(std::slice::from_ref(&merge), 2, "유하준"), 1);
    let both = [merge.clone(), split.clone()];
    assert_eq!(who(&both, 2, "yoo ha-jin"), 9);
    assert_eq!(who(&both, 1, "유하준"), 1);
    assert_eq!(who(&[merge.clone(), split.clone(), undo.clone()], 2, "Yoo Ha-jin"), 1);
    assert_eq!(who(&[merge, split, undo.clone(), undo], 2, "Yoo Ha-jin"), 2);
}

#[test]
fn records_round_trip() {
    let records = [
        Record::Decision(Decision::Merge { into: PersonId(1), from: PersonId(2) }),
        Record::Decision(Decision::Rename { person: PersonId(1), name: "유하준".to_owned() }),
        Record::Undo { undo: true },
    ];
    for record in records {
        let text = serde_json::to_string(&record).expect("plain data");
        assert_eq!(serde_json::from_str::<Record>(&text).expect(&text), record);
    }
}
