//! Joins the titles of an archive to works: one work over documents, scripts and spellings.
//!
//! Pure, and of the whole archive at once: the same titles give the same works, in whatever order they came. What is written alike
//! is one title already; titles in two scripts are one work where a text says so, or where their words mean or sound the same and
//! no other title fits as well. Decisions made by hand come first.

mod beside;
mod decision;
mod title;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use onrecord_model::WorkId;

pub use crate::by_hand::live;
pub use decision::{Decision, Record, name_given};
pub use title::Title;

/// The version of this joining. Raise it whenever titles may be joined, or looked up, differently.
pub const JOINER: u32 = 4;

/// How alike titles of at least two words must be where nothing else speaks for one work.
const ALONE: f32 = 0.85;
/// How much titles must have in common where something else speaks for one work.
pub const LEAST: f32 = 0.3;
/// The same where one of them is not sure to be a title.
const UNSURE_LEAST: f32 = 0.55;
/// The same where that one stands again and again in documents that name the same persons.
const REPEATED_LEAST: f32 = 0.45;
/// How often a title stands that is no passing mention.
const REPEATED: u32 = 3;
/// What must be reached with all that speaks for it.
const ENOUGH: f32 = 0.75;
/// How much less will do where no other title is like either.
const UNRIVALLED: f32 = 0.1;
/// How much better the best must be than the next, or nobody is chosen.
const MARGIN: f32 = 0.08;

/// Two titles in two scripts that mean or sound alike; places in the list of titles.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Alike {
    /// The one in Hangul.
    pub korean: usize,
    /// The one in Latin letters.
    pub latin: usize,
    /// How much of both is accounted for, 0 to 1.
    pub score: f32,
    /// How many words of the Latin title have their like.
    pub n_words: usize,
    /// Whether they sound alike as wholes: another title may mean the same.
    pub is_sound: bool,
}

/// What joining gives.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Joined {
    /// For each title its work, or `None` where nothing shows it to be a title.
    pub works: Vec<Option<WorkId>>,
    /// Titles that may be of one work, and that nobody has joined, since others fit as well.
    pub doubts: BTreeSet<(usize, usize)>,
}

/// Returns the work of each title. `pairs` are titles that a text gives as one work's, `beside` those that whom they are beside may
/// join to another.
pub fn join(
    titles: &[Title],
    pairs: &[(usize, usize)],
    alike: &[Alike],
    beside: &[usize],
    decisions: &[Decision],
) -> Joined {
    let mut groups = Groups::of(titles, decisions);
    let merged: Vec<(usize, usize)> = decisions.iter().filter_map(|decision| groups.merged(decision)).collect();
    // A title in the other script by hand: no other is looked for. Two of one script keep theirs, and are joined at the end.
    for &(a, b) in merged.iter().filter(|&&(a, b)| titles[a].is_korean != titles[b].is_korean) {
        groups.unite(a, b);
    }
    let mut pairs: Vec<(usize, usize)> = pairs.to_vec();
    pairs.extend(subtitled(titles));
    pairs.sort_by_key(|&(a, b)| order(titles, a, b));
    pairs.dedup();
    for (a, b) in pairs {
        groups.unite(a, b);
    }
    let mut doubts = BTreeSet::new();
    let beside_both: Vec<(Alike, usize)> = alike.iter().map(|one| (*one, n_beside(titles, one))).collect();
    let (sounding, meaning): (Vec<_>, Vec<_>) = beside_both.into_iter().partition(|(one, _)| one.is_sound);
    // Works that are joined are company for others, and those for more.
    for _ in 0..ROUNDS {
        let company = company(titles, alike, &groups);
        for (is_sound, alike) in [(true, &sounding), (false, &meaning)] {
            doubts.extend(choose(titles, alike, &company, &mut groups, is_sound));
        }
    }
    for (a, b) in beside::only(titles, beside, |at| groups.scripts(at)) {
        groups.unite(a, b);
    }
    for &(a, b) in &merged {
        groups.unite(a, b);
    }
    doubts.retain(|&(a, b)| groups.root(a) != groups.root(b));
    Joined { works: groups.works(), doubts }
}

/// Returns the titles with a colon, each with what stands behind it, where texts show both to be titles of one kind: 〈열두 번째 줄: 새 매듭〉
/// and 〈새 매듭〉.
fn subtitled(titles: &[Title]) -> Vec<(usize, usize)> {
    let place: BTreeMap<&str, usize> = titles.iter().enumerate().map(|(at, title)| (title.form.as_str(), at)).collect();
    let behind = |(at, title): (usize, &Title)| {
        let other = *place.get(title.form.rsplit_once(':')?.1)?;
        let one = &titles[other];
        let is_kind = one.kinds.is_empty() || title.kinds.is_empty() || !one.kinds.is_disjoint(&title.kinds);
        (title.is_sure && one.is_sure && is_kind && title.is_korean == one.is_korean).then_some((at, other))
    };
    titles.iter().enumerate().filter_map(behind).collect()
}

/// How often joining looks again at what it has joined.
const ROUNDS: usize = 3;

/// Returns for each title that is like another the works of two scripts in its documents.
fn company(titles: &[Title], alike: &[Alike], groups: &Groups) -> BTreeMap<usize, BTreeSet<usize>> {
    let mut in_document: BTreeMap<u64, BTreeSet<usize>> = BTreeMap::new();
    for (at, title) in titles.iter().enumerate().filter(|&(at, _)| groups.scripts(at) == (true, true)) {
        for &document in &title.documents {
            in_document.entry(document).or_default().insert(groups.root(at));
        }
    }
    let places: BTreeSet<usize> = alike.iter().flat_map(|one| [one.korean, one.latin]).collect();
    let works = |at: usize| {
        titles[at].documents.iter().filter_map(|document| in_document.get(document)).flatten().copied().collect()
    };
    places.into_iter().map(|at| (at, works(at))).collect()
}

/// Returns two titles in an order that does not depend on their numbers.
fn order(titles: &[Title], a: usize, b: usize) -> (&str, &str) {
    let (a, b) = (titles[a].form.as_str(), titles[b].form.as_str());
    if a < b { (a, b) } else { (b, a) }
}

/// Joins the titles that are each other's best match, the best first; returns those that have several as good.
///
/// A work has one title in the other script that means the same, and may have one that sounds the same.
fn choose(
    titles: &[Title],
    alike: &[(Alike, usize)],
    company: &BTreeMap<usize, BTreeSet<usize>>,
    groups: &mut Groups,
    is_sound: bool,
) -> BTreeSet<(usize, usize)> {
    let mut weighed: Vec<(f32, usize, usize)> = Vec::new();
    for (one, n_beside) in alike {
        if let Some(weight) = weight(titles, one, *n_beside, company) {
            weighed.push((weight, one.korean, one.latin));
        }
    }
    let by = |a: &(f32, usize, usize), b: &(f32, usize, usize)| {
        b.0.total_cmp(&a.0).then_with(|| order(titles, a.1, a.2).cmp(&order(titles, b.1, b.2)))
    };
    weighed.sort_by(by);
    weighed.dedup();
    let mut of: BTreeMap<usize, Vec<(f32, usize)>> = BTreeMap::new();
    for &(weight, korean, latin) in &weighed {
        of.entry(korean).or_default().push((weight, latin));
        of.entry(latin).or_default().push((weight, korean));
    }
    let mut doubts = BTreeSet::new();
    for &(weight, korean, latin) in weighed.iter().filter(|one| one.0 >= ENOUGH - UNRIVALLED) {
        let is_matched = |at: usize, in_korean: bool| {
            let scripts = groups.scripts(at);
            if in_korean { scripts.0 } else { scripts.1 }
        };
        if is_matched(korean, false) && !is_sound || is_matched(latin, true) {
            continue;
        }
        // Whoever has its match is no rival.
        let rival = |at: usize, other: usize, in_korean: bool| {
            let rivals = of[&at].iter().filter(|&&(_, rival)| {
                rival != other
                    && groups.root(rival) != groups.root(other)
                    && !is_matched(rival, !in_korean)
                    && !is_cut(&titles[rival], &titles[other])
            });
            rivals.map(|rival| rival.0).fold(0.0, f32::max)
        };
        let next = rival(korean, latin, false).max(rival(latin, korean, true));
        if weight < ENOUGH && (next > 0.0 || !titles[korean].is_sure) {
            continue;
        }
        if weight - next >= MARGIN {
            groups.unite(korean, latin);
        } else if titles[korean].is_sure && titles[latin].is_sure {
            doubts.insert((korean, latin));
        }
    }
    doubts
}

/// Says whether an unsure title is a part of a sure one, or that one with more words: the same words cut elsewhere.
fn is_cut(unsure: &Title, sure: &Title) -> bool {
    let (cut, whole) = (unsure.form.as_str(), sure.form.as_str());
    sure.is_sure && !unsure.is_sure && (cut.contains(whole) || whole.contains(cut))
}

/// Returns how many persons two titles are both beside, and one more where both stand in one document.
fn n_beside(titles: &[Title], one: &Alike) -> usize {
    let (korean, latin) = (&titles[one.korean], &titles[one.latin]);
    let same_document = !korean.documents.is_disjoint(&latin.documents);
    korean.persons.intersection(&latin.persons).count() + usize::from(same_document)
}

/// Returns how much speaks for two titles being one work's; `None` where it is too little to be looked at. `n_beside` says what
/// both are beside but for works.
fn weight(titles: &[Title], one: &Alike, n_beside: usize, company: &BTreeMap<usize, BTreeSet<usize>>) -> Option<f32> {
    let (korean, latin) = (&titles[one.korean], &titles[one.latin]);
    if one.score < LEAST {
        return None;
    }
    let works = company[&one.korean].intersection(&company[&one.latin]).count();
    let n_shared = n_beside + works;
    // A name that nothing shows to be a title has to have more in common with one.
    let is_repeated = |title: &Title| title.mentions >= REPEATED;
    let is_told = n_shared > 1 && [korean, latin].iter().all(|title| title.is_sure || is_repeated(title));
    let least = if is_told { REPEATED_LEAST } else { UNSURE_LEAST };
    if !(korean.is_sure && latin.is_sure) && one.score < least {
        return None;
    }
    let n_repeated = usize::from(is_repeated(korean)) + usize::from(is_repeated(latin));
    let same_kind = !korean.kinds.is_disjoint(&latin.kinds);
    let odd_kind = !same_kind && !korean.kinds.is_empty() && !latin.kinds.is_empty();
    let sure = usize::from(korean.is_sure) + usize::from(latin.is_sure);
    let company = match n_shared {
        0 => 0.0,
        1 => 0.2,
        2 => 0.3,
        _ => 0.35,
    };
    let kind = if same_kind {
        0.1
    } else if odd_kind {
        -0.1
    } else {
        0.0
    };
    // What nothing else speaks for has to be alike in more than one word.
    let alone = if n_shared > 0 || one.score >= ALONE && one.n_words > 1 { 0.0 } else { -0.1 };
    let unsure = match sure {
        2 => 0.05,
        1 => 0.0,
        _ => -0.1,
    };
    Some(one.score + company + kind + alone + unsure + 0.04 * n_repeated as f32)
}

/// Titles in groups, of which each is one work.
struct Groups<'a> {
    titles: &'a [Title],
    parent: Vec<usize>,
    /// For the first title of each group whether it has Hangul, and Latin letters.
    scripts: Vec<(bool, bool)>,
    place: BTreeMap<u64, usize>,
    apart: Vec<(usize, usize)>,
}

impl<'a> Groups<'a> {
    fn of(titles: &'a [Title], decisions: &[Decision]) -> Self {
        let place: BTreeMap<u64, usize> = titles.iter().enumerate().map(|(at, title)| (title.id, at)).collect();
        let mut apart: Vec<(usize, usize)> = Vec::new();
        let at = |id: &WorkId| place.get(&id.0).copied();
        for decision in decisions {
            match decision {
                Decision::Split { title, from } => {
                    apart.extend(from.iter().filter_map(|other| Some((at(title)?, at(other)?))));
                }
                // Who joins them again takes the parting back.
                Decision::Merge { into, from } => {
                    let named = [at(into), at(from)];
                    apart.retain(|(title, _)| !named.contains(&Some(*title)));
                }
                Decision::Rename { .. } => {}
            }
        }
        let scripts = titles.iter().map(|title| (title.is_korean, !title.is_korean)).collect();
        Self { titles, parent: (0..titles.len()).collect(), scripts, place, apart }
    }

    /// Returns the titles that a decision makes one work's.
    fn merged(&self, decision: &Decision) -> Option<(usize, usize)> {
        let Decision::Merge { into, from } = decision else { return None };
        Some((*self.place.get(&into.0)?, *self.place.get(&from.0)?))
    }

    fn root(&self, mut at: usize) -> usize {
        while self.parent[at] != at {
            at = self.parent[at];
        }
        at
    }

    /// Makes two groups one, unless a person has parted a title of one from a title of the other.
    fn unite(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        let is_apart = self.apart.iter().any(|&(one, other)| {
            let ends = (self.root(one), self.root(other));
            ends == (a, b) || ends == (b, a)
        });
        if a != b && !is_apart {
            let (a, b) = (a.min(b), a.max(b));
            self.parent[b] = a;
            self.scripts[a] = (self.scripts[a].0 || self.scripts[b].0, self.scripts[a].1 || self.scripts[b].1);
        }
    }

    /// Says whether the group of a title has one in Hangul, and one in Latin letters.
    fn scripts(&self, at: usize) -> (bool, bool) {
        self.scripts[self.root(at)]
    }

    /// Returns the work of each title: the lowest number of its group, where one of the group is sure or two confirm each other.
    fn works(&self) -> Vec<Option<WorkId>> {
        let roots: Vec<usize> = (0..self.titles.len()).map(|at| self.root(at)).collect();
        let mut of: BTreeMap<usize, (u64, bool)> = BTreeMap::new();
        for (title, &root) in self.titles.iter().zip(&roots) {
            let group = of.entry(root).or_insert((title.id, false));
            *group = (group.0.min(title.id), group.1 || title.is_sure);
        }
        let work = |root: &usize| {
            let (id, is_sure) = of.get(root)?;
            (*is_sure || self.scripts[*root] == (true, true)).then_some(WorkId(*id))
        };
        roots.iter().map(work).collect()
    }
}
