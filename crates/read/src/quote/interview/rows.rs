//! Finds talk in rows: a table, comma separated values, or fields by name, of which one column names who speaks and one has the
//! words, whatever their order.

use std::collections::HashMap;

use onrecord_language::label::names_speaker;
use onrecord_model::{Document, Span};

use super::cast::Cast;
use super::label::is_own;
use super::line::Line;
use super::stamp::stamp;
use super::turn::{Speech, Who, is_question, letter};
use crate::ground::Ground;
use crate::person::fold;

/// Rows from which a table of talk is told.
const LEAST: usize = 3;
/// Fields of a row.
const FIELDS: usize = 12;
/// Rows in which a label is counted.
const MOST: usize = 200;
/// Words that a column of talk has on average.
const WORDS: usize = 3;

/// A row: the place of each field.
type Row = Vec<Span>;

/// Returns what is said in rows, or `None` where no column names who speaks.
pub(super) fn rows(ground: &Ground, lines: &[Line], cast: &Cast) -> Option<Vec<Speech>> {
    let document = ground.document;
    let tables = ['\t', '|', ',', ';'].into_iter().filter_map(|mark| cut(document, lines, mark));
    tables.chain(keyed(document, lines)).find_map(|rows| speeches(ground, &rows, cast))
}

/// Cuts lines at a mark; `None` where they are no rows of one length.
fn cut(document: &Document, lines: &[Line], mark: char) -> Option<Vec<Row>> {
    let rows: Vec<Row> =
        lines.iter().map(|line| fields(document, line.span, mark)).filter(|row| row.len() > 1).collect();
    let mut lengths: HashMap<usize, usize> = HashMap::new();
    rows.iter().for_each(|row| *lengths.entry(row.len()).or_default() += 1);
    let (&length, &n) = lengths.iter().max_by_key(|(length, n)| (**n, **length))?;
    // Commas stand in every text: rows are told by their quotation marks or by having several.
    let is_table = n > LEAST && 4 * n >= 3 * lines.len() && (mark != ',' && mark != ';' || length > 2);
    let is_table = is_table || matches!(mark, '\t' | '|') && n >= LEAST;
    is_table.then(|| rows.into_iter().filter(|row| row.len() == length).collect())
}

/// Returns the fields of a line; those in double marks hold the mark.
fn fields(document: &Document, line: Span, mark: char) -> Row {
    let text = document.words(line);
    let bare = if mark == '|' { text.trim_matches('|') } else { text };
    let base = line.start() + text.find(bare).unwrap_or(0);
    let (mut start, mut is_in, mut row) = (0, false, Vec::new());
    for (at, char) in bare.char_indices().chain([(bare.len(), mark)]) {
        if char == '"' && at < bare.len() {
            is_in = !is_in;
        } else if char == mark && (!is_in || at == bare.len()) {
            let field = bare[start..at].trim().trim_matches('"');
            let from = start + bare[start..at].find(field).unwrap_or(0);
            row.extend(document.trimmed(base + from..base + from + field.len()));
            start = (at + mark.len_utf8()).min(bare.len());
            if row.len() > FIELDS {
                return Vec::new();
            }
        }
    }
    row
}

/// Returns rows of fields that lines give by name: `speaker: Orla Veit`, `text: …`, again and again.
fn keyed(document: &Document, lines: &[Line]) -> Option<Vec<Row>> {
    let pairs: Vec<(String, Span)> = lines.iter().filter_map(|line| pair(document, line.span)).collect();
    if pairs.len() < 2 * LEAST || 3 * pairs.len() < 2 * lines.len() {
        return None;
    }
    let mut counts: HashMap<&str, usize> = HashMap::new();
    pairs.iter().for_each(|(key, _)| *counts.entry(key).or_default() += 1);
    let most = counts.values().copied().max().filter(|&most| most >= LEAST)?;
    let mut keys: Vec<&str> = Vec::new();
    for (key, _) in &pairs {
        if counts.get(key.as_str()) == Some(&most) && !keys.contains(&key.as_str()) {
            keys.push(key);
        }
    }
    if keys.len() < 2 || keys.len() > FIELDS {
        return None;
    }
    let mut rows: Vec<Row> = Vec::new();
    for (key, value) in &pairs {
        let Some(column) = keys.iter().position(|known| known == key) else { continue };
        match rows.last_mut() {
            Some(row) if row.len() == column => row.push(*value),
            _ if column == 0 => rows.push(vec![*value]),
            _ => {}
        }
    }
    rows.retain(|row| row.len() == keys.len());
    (rows.len() >= LEAST).then_some(rows)
}

/// Returns the name and the value of a field.
fn pair(document: &Document, line: Span) -> Option<(String, Span)> {
    let text = document.words(line);
    let bare = text.trim_start_matches(['-', '*', '{', '[', ',', '"', ' ', '\'']);
    let (key, value) = bare.split_once([':', '='])?;
    let key = key.trim_end_matches(['"', '\'', ' ']);
    let is_key = !key.is_empty() && key.len() <= 30 && key.split(' ').count() <= 2;
    let value = value.trim().trim_end_matches([',', '}', ']']).trim_matches(['"', '\'']);
    if !is_key || value.is_empty() {
        return None;
    }
    let from = text.rfind(value)?;
    Some((fold(key), document.trimmed(line.start() + from..line.start() + from + value.len())?))
}

/// Returns the speeches of rows: the column of names, and that of the words.
fn speeches(ground: &Ground, rows: &[Row], cast: &Cast) -> Option<Vec<Speech>> {
    let document = ground.document;
    let n_columns = rows.first()?.len();
    let n_words = |column: usize| -> usize {
        rows.iter().map(|row| document.words(row[column]).split_whitespace().count()).sum()
    };
    let words = (0..n_columns).max_by_key(|&column| n_words(column))?;
    if n_words(words) < WORDS * rows.len() {
        return None;
    }
    let others = || (0..n_columns).filter(|&column| column != words);
    let Some(names) = others().find(|&column| is_of_names(ground, rows, column)) else {
        return (0..n_columns).find_map(|column| asked(ground, rows, column));
    };
    let n_of = |name: &str| rows.iter().take(MOST).filter(|row| document.words(row[names]) == name).count();
    let speeches = rows.iter().enumerate().filter_map(|(nth, row)| {
        let label = row[names];
        let name = document.words(label);
        // The first row says what the columns are.
        let is_head = nth == 0 && n_of(name) == 1 && !document.words(row[words]).ends_with(['.', '?', '!'])
            || !names_speaker(name, ground.lexicon);
        let who = who(ground, rows, (names, words), label, cast);
        (!is_head).then(|| Speech { who, stretches: vec![row[words]] })
    });
    Some(speeches.collect())
}

/// Says whose a row is: by a letter of interviews, a host's label, a label whose words mostly ask, or a name.
fn who(ground: &Ground, rows: &[Row], (names, words): (usize, usize), label: Span, cast: &Cast) -> Who {
    let document = ground.document;
    let (name, labels) = (document.words(label), &ground.lexicon.interview);
    let folded = fold(name);
    if let Some(asks) = letter(&folded, labels) {
        return if asks { Who::Asker } else { Who::Answerer };
    }
    let own = || rows.iter().take(MOST).filter(|row| document.words(row[names]) == name);
    let n_asking = own().filter(|row| is_question(document.words(row[words]))).count();
    if labels.is_host(&folded) || 2 * n_asking > own().count() && n_asking > 1 {
        return Who::Asker;
    }
    Who::Named { label, known: cast.fullest(label, &folded) }
}

/// Says whether a column holds the names of a few who speak again and again.
fn is_of_names(ground: &Ground, rows: &[Row], column: usize) -> bool {
    let mut counts: HashMap<String, usize> = HashMap::new();
    let mut n_names = 0;
    for row in rows {
        let value = ground.document.words(row[column]);
        let is_name = names_speaker(value, ground.lexicon) && stamp(value, ground.lexicon).is_none();
        n_names += usize::from(is_name);
        *counts.entry(fold(value)).or_default() += 1;
    }
    let n_again: usize = counts.values().filter(|n| **n >= 2).sum();
    let n_labels = counts.values().filter(|n| **n >= 2).count();
    5 * n_names >= 4 * rows.len() && n_labels >= 2 && 3 * n_again >= 2 * rows.len()
}

/// Returns the speeches of rows of which one column asks, and the next one answers.
fn asked(ground: &Ground, rows: &[Row], column: usize) -> Option<Vec<Speech>> {
    let document = ground.document;
    let asking: Vec<&Row> =
        rows.iter().filter(|row| row.len() > column + 1 && is_question(document.words(row[column]))).collect();
    let own = |row: &&&Row| is_own(document.words(row[column + 1]), ground.lexicon);
    if asking.len() < LEAST || 3 * asking.len() < 2 * rows.len() || 2 * asking.iter().filter(own).count() < asking.len()
    {
        return None;
    }
    let speech = |who: Who, span: Span| Speech { who, stretches: vec![span] };
    Some(
        asking
            .iter()
            .flat_map(|row| [speech(Who::Asker, row[column]), speech(Who::Answerer, row[column + 1])])
            .collect(),
    )
}
