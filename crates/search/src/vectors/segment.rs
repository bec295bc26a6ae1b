//! One file of vectors: groups of windows, each of one reading of one source.

use onrecord_model::SourceId;
use tantivy::directory::OwnedBytes;

const MAGIC: &[u8; 4] = b"ORV2";
const HEAD_BYTES: usize = 12;
const GROUP_BYTES: usize = 24;
const WINDOW_BYTES: usize = 20;

/// Which reading of which source vectors were made from; with another reading they are out of date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Origin {
    /// The number of the source.
    pub source: SourceId,
    /// The number of its document.
    pub document: u64,
    /// The version of the reader.
    pub reader: u32,
}

/// Some sentences that have a vector: which passage they are of, and from which sentence to before which.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// The position of the passage among those of the document.
    pub passage: u32,
    /// The position of the first sentence among those of the document.
    pub first: u32,
    /// The position after the last sentence.
    pub after: u32,
}

/// A file; its rows stay on the disk until they are looked at.
pub(super) struct Segment {
    pub number: u64,
    pub groups: Vec<Group>,
    pub windows: Vec<Window>,
    pub scales: Vec<f32>,
    /// The components of all windows, signed bytes.
    pub rows: OwnedBytes,
    /// For each window the place behind its states.
    pub ends: Vec<usize>,
    /// The states of all windows.
    pub states: OwnedBytes,
}

/// The windows of one reading.
#[derive(Clone, Copy)]
pub(super) struct Group {
    pub origin: Origin,
    pub first: usize,
    pub n: usize,
}

impl Segment {
    /// Returns a file of some of the groups.
    pub fn only(&self, dimensions: usize, keep: impl Fn(&Group) -> bool) -> Segment {
        let (mut groups, mut windows, mut scales, mut rows) = (vec![], vec![], vec![], vec![]);
        let (mut ends, mut states) = (vec![], vec![]);
        for group in self.groups.iter().filter(|group| keep(group)) {
            let range = group.first..group.first + group.n;
            groups.push(Group { first: scales.len(), ..*group });
            windows.extend_from_slice(&self.windows[range.clone()]);
            scales.extend_from_slice(&self.scales[range.clone()]);
            rows.extend_from_slice(&self.rows[range.start * dimensions..range.end * dimensions]);
            for window in range {
                states.extend_from_slice(self.states_of(window));
                ends.push(states.len());
            }
        }
        let (rows, states) = (OwnedBytes::new(rows), OwnedBytes::new(states));
        Segment { number: self.number, groups, windows, scales, rows, ends, states }
    }

    /// Returns the states of a window; nothing where it has none.
    pub fn states_of(&self, window: usize) -> &[u8] {
        let start = window.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied());
        let range = start.zip(self.ends.get(window).copied());
        range.and_then(|(start, end)| self.states.get(start..end)).unwrap_or_default()
    }

    /// Returns a file of its groups with those of another behind them, under the other's number.
    pub fn joined(mut self, other: Segment) -> Segment {
        let first = self.scales.len();
        self.groups.extend(other.groups.iter().map(|group| Group { first: first + group.first, ..*group }));
        self.windows.extend(other.windows);
        self.scales.extend(other.scales);
        let rows = OwnedBytes::new([self.rows.as_slice(), other.rows.as_slice()].concat());
        let before = self.states.len();
        self.ends.extend(other.ends.iter().map(|end| before + end));
        let states = OwnedBytes::new([self.states.as_slice(), other.states.as_slice()].concat());
        Segment { number: other.number, rows, states, ..self }
    }

    /// Returns the bytes of the file: magic, number of components, number of groups; the groups; windows with scales and
    /// how many bytes their states take; the rows; the states. Little-endian.
    pub fn bytes(&self, dimensions: usize) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend((dimensions as u32).to_le_bytes());
        bytes.extend((self.groups.len() as u32).to_le_bytes());
        for Group { origin, n, .. } in &self.groups {
            bytes.extend(origin.source.0.to_le_bytes());
            bytes.extend(origin.document.to_le_bytes());
            bytes.extend(origin.reader.to_le_bytes());
            bytes.extend((*n as u32).to_le_bytes());
        }
        for (at, (window, scale)) in self.windows.iter().zip(&self.scales).enumerate() {
            let n_states = self.states_of(at).len() as u32;
            for number in [window.passage, window.first, window.after, scale.to_bits(), n_states] {
                bytes.extend(number.to_le_bytes());
            }
        }
        bytes.extend_from_slice(&self.rows);
        bytes.extend_from_slice(&self.states);
        bytes
    }
}

/// Returns the file that some bytes are, or `None` where they are damaged or of another model.
pub(super) fn segment(number: u64, bytes: OwnedBytes, dimensions: usize) -> Option<Segment> {
    let u32_at = |at: usize| Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    let u64_at = |at: usize| Some(u64::from_le_bytes(bytes.get(at..at + 8)?.try_into().ok()?));
    if bytes.get(..4)? != MAGIC || u32_at(4)? as usize != dimensions {
        return None;
    }
    let (mut groups, mut first, mut at) = (Vec::new(), 0_usize, HEAD_BYTES);
    for _ in 0..u32_at(8)? {
        let origin = Origin { source: SourceId(u64_at(at)?), document: u64_at(at + 8)?, reader: u32_at(at + 16)? };
        let n = u32_at(at + 20)? as usize;
        groups.push(Group { origin, first, n });
        first = first.checked_add(n)?;
        at += GROUP_BYTES;
    }
    let rows_at = first.checked_mul(WINDOW_BYTES)?.checked_add(at)?;
    let heads = bytes.get(at..rows_at)?;
    let states_at = first.checked_mul(dimensions)?.checked_add(rows_at)?;
    let (mut windows, mut scales) = (Vec::with_capacity(first), Vec::with_capacity(first));
    let (mut ends, mut end) = (Vec::with_capacity(first), 0_usize);
    for head in heads.as_chunks::<WINDOW_BYTES>().0 {
        let number = |at: usize| u32::from_le_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]);
        windows.push(Window { passage: number(0), first: number(4), after: number(8) });
        scales.push(f32::from_bits(number(12)));
        end = end.checked_add(number(16) as usize)?;
        ends.push(end);
    }
    if bytes.len() != states_at.checked_add(end)? {
        return None;
    }
    let (rows, states) = (bytes.slice(rows_at..states_at), bytes.slice(states_at..bytes.len()));
    Some(Segment { number, groups, windows, scales, rows, ends, states })
}
