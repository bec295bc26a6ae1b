//! Documents with invented people, linked in any order.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use onrecord_language::name::Names;
use onrecord_model::{DocumentId, Gender, PersonId, PersonKind};

use super::{
    Aliases, Decision, Fields, Figure, Grounds, Record, Seen, decided, explained, live, may_explain, partition,
};

/// Documents in memory: the least that linking needs.
struct World {
    names: Names,
    fields: Fields,
    aliases: Aliases,
    documents: Vec<(u64, Vec<Figure>)>,
}

/// Who stands where: document and place.
type Place = (usize, usize);

impl World {
    fn new() -> Self {
        let (names, fields) = (Names::built_in(), Fields::built_in());
        Self { names, fields, aliases: Aliases::default(), documents: Vec::new() }
    }

    /// Adds a document of figures `Name/role`, `*Name` for a character, `+Name` for a woman, `-Name` for a man.
    fn add(&mut self, figures: &[&str]) {
        self.add_figures(figures.iter().map(|text| figure(text)).collect());
    }

    fn add_figures(&mut self, figures: Vec<Figure>) {
        self.documents.push((self.documents.len() as u64, figures));
    }

    /// Returns who each is, in the order of the documents, numbered as they first stand there.
    fn drawn(&self) -> Vec<Vec<u64>> {
        let order: Vec<usize> = (0..self.documents.len()).collect();
        let groups = self.groups(&order);
        let mut numbers: BTreeMap<usize, u64> = BTreeMap::new();
        let mut number = |place: Place| {
            let n = numbers.len() as u64 + 1;
            *numbers.entry(groups[&place]).or_insert(n)
        };
        let row = |(at, (_, figures)): (usize, &(u64, Vec<Figure>))| {
            (0..figures.len()).map(|place| number((at, place))).collect()
        };
        self.documents.iter().enumerate().map(row).collect()
    }

    fn grounds(&self) -> Grounds<'_> {
        Grounds { names: &self.names, fields: &self.fields, aliases: &self.aliases }
    }

    /// Returns the group of each, given in this order.
    fn groups(&self, order: &[usize]) -> BTreeMap<Place, usize> {
        let seen = |&at: &usize| {
            let (source, figures) = &self.documents[at];
            figures.iter().enumerate().map(move |(place, figure)| Seen {
                document: DocumentId::from_number(at as u64),
                source: *source,
                at: place as u32,
                figure: figure.clone(),
                is_unsure: false,
                before: None,
            })
        };
        let (parts, full): (Vec<Seen>, Vec<Seen>) =
            order.iter().flat_map(seen).partition(|seen| seen.figure.is_short());
        let company = |document: DocumentId| {
            let figures = self.documents[document.number() as usize].1.iter().filter(|figure| !figure.is_short());
            Rc::new(figures.map(|figure| figure.name.clone()).collect::<Vec<_>>())
        };
        let place = |seen: &Seen| (seen.document.number() as usize, seen.at as usize);
        let of = partition(&full, &company, &[], self.grounds());
        let mut groups: BTreeMap<Place, usize> =
            full.iter().zip(of).map(|(seen, group)| (place(seen), group.expect("somebody"))).collect();
        let mut alone = Vec::new();
        for part in parts {
            match explained(&part, &self.beside(&part, &full, &groups), self.grounds()) {
                Some(id) => _ = groups.insert(place(&part), id.0 as usize),
                None => alone.push(part),
            }
        }
        let of = partition(&alone, &company, &[], self.grounds());
        groups.extend(alone.iter().zip(of).map(|(seen, group)| (place(seen), 1000 + group.expect("somebody"))));
        groups
    }

    /// Returns those of whose name this may be a part, and who stand beside somebody of its document.
    fn beside<'a>(&self, part: &Seen, full: &'a [Seen], groups: &BTreeMap<Place, usize>) -> Vec<(&'a Seen, PersonId)> {
        let who = |seen: &Seen| groups[&(seen.document.number() as usize, seen.at as usize)];
        let here: BTreeSet<usize> = full.iter().filter(|seen| seen.document == part.document).map(who).collect();
        let is_beside = |other: &&Seen| {
            let beside = full.iter().filter(|seen| seen.document == other.document && who(seen) != who(other));
            beside.map(who).any(|id| here.contains(&id))
        };
        let may_be = |other: &&Seen| may_explain(&part.figure.name, &other.figure.name, self.grounds());
        full.iter().filter(may_be).filter(is_beside).map(|seen| (seen, PersonId(who(seen) as u64))).collect()
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
    }
}

/// Adds documents and draws who is who: `1 2 | 1 3`.
#[track_caller]
fn check(documents: &[&[&str]], expected: &str) {
    let mut world = World::new();
    documents.iter().for_each(|figures| world.add(figures));
    assert_eq!(draw(&world), expected);
    // Any order gives the same.
    let parted = |order: &[usize]| {
        let mut parts: BTreeMap<usize, BTreeSet<Place>> = BTreeMap::new();
        world.groups(order).into_iter().for_each(|(place, group)| _ = parts.entry(group).or_default().insert(place));
        parts.into_values().collect::<BTreeSet<_>>()
    };
    let order: Vec<usize> = (0..documents.len()).collect();
    let (turned, back): (Vec<usize>, Vec<usize>) =
        (order.iter().rev().copied().collect(), order.iter().skip(1).chain(order.first()).copied().collect());
    assert_eq!(parted(&order), parted(&turned));
    assert_eq!(parted(&order), parted(&back));
}

fn draw(world: &World) -> String {
    let row = |ids: Vec<u64>| ids.iter().map(u64::to_string).collect::<Vec<_>>().join(" ");
    world.drawn().into_iter().map(row).collect::<Vec<_>>().join(" | ")
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
    world.add_figures(vec![actor, figure("*별이")]);
    world.add(&["Namgoong Byul/actor", "*별이"]);
    // Somebody who plays a character of the same name.
    let mut actor = figure("기라온/배우");
    actor.plays = vec![1];
    world.add_figures(vec![actor, figure("*기라온")]);
    assert_eq!(draw(&world), "1 2 | 1 2 | 3 4");
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
    world.add(&["구슬기", "Rhea Collard"]);
    world.add(&["Marble K"]);
    world.add(&["레아 콜라드"]);
    assert_eq!(draw(&world), "1 2 | 1 | 2");
}

#[test]
fn versions_of_one_source_name_the_same_people() {
    let mut world = World::new();
    world.add(&["민도겸/배우"]);
    world.add(&["민도겸/장관", "하준"]);
    world.add(&["민도겸", "하준"]);
    world.documents[2].0 = 1;
    assert_eq!(draw(&world), "1 | 2 3 | 2 3");
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
