//! Joins the titles of new readings to the works known already.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use onrecord_archive::{AlikeTitles, Archive, KnownTitle, MOST_AROUND, Stage, StoredTitle, TitledDocument};
use onrecord_language::Lexicon;
use onrecord_language::name::keys;
use onrecord_language::work::{Glosses, form, is_korean, plain};
use onrecord_model::{DocumentId, PartUnit, Reading, WorkId, WorkKind};
use onrecord_read::READER;
use onrecord_read::titles::{Alike, Decision, JOINER, LEAST, Record, Title, join, live};

use crate::world;

/// Documents taken in between two durability points, unless they take longer than [`LONGEST`].
const BATCH: usize = 128;
/// No further document is begun after this time, so that others may write.
const LONGEST: Duration = Duration::from_millis(250);
/// Titles that share one key and are compared.
const PER_KEY: usize = 200;
/// Titles that stand less often are joined to none only because of whom they are beside.
const MOST_RARE: u32 = 2;
/// Where there are more sure titles, none is.
const MOST_BESIDE: usize = 2000;
/// The most words of a title that is looked up by its sound.
const MOST_SOUNDED: usize = 4;

/// What titles are compared by.
struct Grounds {
    lexicon: &'static Lexicon,
    glosses: Glosses,
}

impl Grounds {
    fn built_in() -> Self {
        let lexicon = world::lexicon();
        Self { lexicon, glosses: Glosses::built_in(lexicon) }
    }
}

/// What this run goes by, and what it has done.
struct Joining {
    /// Made when the first title is looked up.
    grounds: Option<Grounds>,
    /// Whether titles that are known are looked up as well: another joiner did it.
    is_anew: bool,
    looked_up: BTreeSet<WorkId>,
}

/// Takes in the titles of every document that this joiner has not seen, and joins all there are where there are new ones.
pub(crate) fn join_all(archive: &mut Archive) -> anyhow::Result<()> {
    let form = format!("{JOINER} of {READER}");
    let from = archive.settled(Stage::Works, &form)?.unwrap_or(i64::MIN);
    let (mut after, mut n_all) = (from, 0);
    let mut joining = Joining { grounds: None, is_anew: from == i64::MIN, looked_up: BTreeSet::new() };
    loop {
        let n = archive.together(|archive| {
            let (start, mut seen) = (Instant::now(), BTreeSet::new());
            for one in archive.unworked(JOINER, after, BATCH)? {
                let Some(reader) = one.reader else { break };
                if seen.insert(one.document) {
                    take_in(archive, (one.document, reader), &mut joining)?;
                }
                after = one.version;
                if start.elapsed() > LONGEST {
                    break;
                }
            }
            Ok::<_, anyhow::Error>(seen.len())
        })?;
        if n == 0 {
            break;
        }
        n_all += n;
    }
    if n_all > 0 {
        rejoin(archive)?;
    }
    archive.together(|archive| {
        let first = archive.unworked(JOINER, from, 1)?.first().map(|unworked| unworked.version);
        Ok(archive.settle(Stage::Works, &form, first)?)
    })
}

/// Takes in the titles of one document.
fn take_in(archive: &mut Archive, (document, reader): (DocumentId, u32), joining: &mut Joining) -> anyhow::Result<()> {
    let reading = archive.reading(document)?;
    let mut titled = TitledDocument { document, reader, titles: Vec::new(), pairs: Vec::new() };
    for stored in reading.iter().flat_map(|reading| titles_of(document, reading)) {
        let text = plain(&stored.text);
        let (title, is_new) = archive.title_of(&form(&stored.text), &text)?;
        if is_new || joining.is_anew && joining.looked_up.insert(title) {
            look_up(archive, title, &text, joining.grounds.get_or_insert_with(Grounds::built_in))?;
        }
        titled.titles.push((title, stored));
    }
    let works = reading.iter().flat_map(|reading| &reading.works);
    for (at, work) in works.enumerate() {
        let pairs =
            work.also.iter().filter_map(|&also| Some((titled.titles.get(at)?.0, titled.titles.get(also as usize)?.0)));
        titled.pairs.extend(pairs.filter(|(a, b)| a != b));
    }
    Ok(archive.keep_titled(&titled, JOINER)?)
}

fn titles_of(document: DocumentId, reading: &Reading) -> impl Iterator<Item = StoredTitle> {
    reading.works.iter().map(move |work| {
        let words = |span| reading.document.words(span).split_whitespace().collect::<Vec<_>>().join(" ");
        let unit = |unit| match unit {
            PartUnit::Season => "season",
            PartUnit::Episode => "episode",
            PartUnit::Edition => "edition",
        };
        StoredTitle {
            document,
            title: WorkId(0),
            text: words(work.title),
            kind: work.kind,
            is_sure: work.is_sure,
            mentions: work.mentions.len() as u32,
            parts: work
                .parts
                .iter()
                .map(|part| (unit(part.unit).to_owned(), part.number, unmarked(&words(part.words))))
                .collect(),
        }
    })
}

/// Returns the words of a part without the marks around the title.
fn unmarked(words: &str) -> String {
    let bare: String = words.chars().filter(|char| !"〈〉《》『』「」<>‘“”\"*_".contains(*char)).collect();
    bare.replace("’ ", " ").replace("' ", " ")
}

/// Keeps the keys of a new title, and how alike it is to those in the other script.
fn look_up(archive: &mut Archive, title: WorkId, text: &str, grounds: &Grounds) -> anyhow::Result<()> {
    let Grounds { lexicon, glosses } = grounds;
    let is_korean = is_korean(text);
    let mut all = glosses.keys(text, lexicon);
    if text.split_whitespace().count() <= MOST_SOUNDED {
        all.extend(keys(text, &lexicon.names).into_iter().map(|key| format!("~{key}")));
    }
    let mut others: BTreeMap<(WorkId, String), bool> = BTreeMap::new();
    for key in &all {
        let is_meant = !key.starts_with('~');
        for other in archive.titles_by_key(key, !is_korean, PER_KEY)? {
            *others.entry(other).or_default() |= is_meant;
        }
    }
    archive.keep_title_keys(title, is_korean, glosses.has_all(text, lexicon), all.iter())?;
    for ((other, writing), is_meant) in others {
        let (korean, latin) = if is_korean { (text, writing.as_str()) } else { (writing.as_str(), text) };
        // Without a word in common they can only sound alike as wholes.
        let alike =
            if is_meant { glosses.likeness(korean, latin, lexicon) } else { glosses.sound(korean, latin, lexicon) };
        if alike.score >= LEAST {
            let (korean, latin) = if is_korean { (title, other) } else { (other, title) };
            let n_words = alike.n_words as u32;
            archive.keep_alike(AlikeTitles { korean, latin, score: alike.score, n_words, is_sound: alike.is_sound })?;
        }
    }
    Ok(())
}

/// Returns what was decided about works, as far as it holds.
pub(crate) fn decisions(archive: &Archive) -> anyhow::Result<Vec<Decision>> {
    let records: Vec<Record> =
        archive.work_decisions()?.iter().filter_map(|record| serde_json::from_str(record).ok()).collect();
    Ok(live(&records))
}

/// Joins all titles of the archive anew, and keeps what has changed.
pub(crate) fn rejoin(archive: &mut Archive) -> anyhow::Result<()> {
    archive.together(|archive| {
        let known = archive.known_titles()?;
        let place: BTreeMap<WorkId, usize> = known.iter().enumerate().map(|(at, title)| (title.id, at)).collect();
        let mut titles: Vec<Title> = known.iter().map(title).collect();
        let around = Around { archive, named: archive.persons_by_document()? };
        let mut alike = Vec::new();
        for one in archive.alike_titles()? {
            let (Some(&korean), Some(&latin)) = (place.get(&one.korean), place.get(&one.latin)) else { continue };
            for at in [korean, latin] {
                if titles[at].documents.is_empty() {
                    titles[at].persons = around.persons(&known[at])?;
                    titles[at].documents = known[at].documents.iter().copied().collect();
                }
            }
            alike.push(Alike {
                korean,
                latin,
                score: one.score,
                n_words: one.n_words as usize,
                is_sound: one.is_sound,
            });
        }
        let pairs = archive.title_pairs()?;
        let pairs: Vec<(usize, usize)> =
            pairs.iter().filter_map(|(a, b)| Some((*place.get(a)?, *place.get(b)?))).collect();
        let beside = beside(&around, &known, &mut titles)?;
        let joined = join(&titles, &pairs, &alike, &beside, &decisions(archive)?);
        let changed = known.iter().zip(&joined.works).filter(|(title, work)| title.work != **work);
        let changed: Vec<(WorkId, Option<WorkId>)> = changed.map(|(title, work)| (title.id, *work)).collect();
        let doubts: Vec<(WorkId, WorkId)> = joined.doubts.iter().map(|&(a, b)| (known[a].id, known[b].id)).collect();
        Ok(archive.keep_works(&changed, &doubts)?)
    })
}

/// Returns the places of the sure titles that may be one work's only by whom they are beside, and learns who those are.
///
/// Where all words of two titles are known and none is the other's, they mean something else.
fn beside(around: &Around, known: &[KnownTitle], titles: &mut [Title]) -> anyhow::Result<Vec<usize>> {
    let unworded = around.archive.unworded_titles()?;
    let is_wanted = |title: &Title| title.is_sure && title.mentions >= MOST_RARE;
    let wanted: Vec<usize> = (0..titles.len()).filter(|&at| is_wanted(&titles[at])).collect();
    if wanted.len() > MOST_BESIDE {
        return Ok(Vec::new());
    }
    for &at in &wanted {
        titles[at].is_worded = !unworded.contains(&known[at].id);
        if titles[at].documents.is_empty() {
            titles[at].persons = around.persons(&known[at])?;
        }
    }
    Ok(wanted)
}

/// Who is named in which document.
struct Around<'a> {
    archive: &'a Archive,
    /// Documents and persons, in order.
    named: Vec<(u64, u64)>,
}

impl Around<'_> {
    /// Returns the persons named in the first documents of a title.
    fn persons(&self, known: &KnownTitle) -> anyhow::Result<BTreeSet<u64>> {
        let of = |&document: &u64| {
            let first = self.named.partition_point(|named| named.0 < document);
            self.named[first..].iter().take_while(move |named| named.0 == document).map(|named| named.1)
        };
        let persons: BTreeSet<u64> = known.documents.iter().flat_map(of).collect();
        if persons.len() > MOST_AROUND {
            return Ok(self.archive.persons_around(known.id)?);
        }
        Ok(persons)
    }
}

/// Says whether several words of Hangul stand in the marks of several documents, as they do again and again in one that shows a title.
fn is_marked_again(known: &KnownTitle) -> bool {
    known.n_documents > 1
        && is_korean(&known.text)
        && known.text.contains(' ')
        && !known.kinds.contains(&WorkKind::Event)
}

fn title(known: &KnownTitle) -> Title {
    Title {
        id: known.id.0,
        form: known.form.clone(),
        is_korean: is_korean(&known.form),
        is_sure: known.is_sure || is_marked_again(known),
        kinds: known.kinds.clone(),
        mentions: known.mentions,
        is_worded: true,
        documents: BTreeSet::new(),
        persons: BTreeSet::new(),
    }
}
