//! The vectors of an archive's windows: kept in files beside its index, and scanned one by one.
//!
//! A window is some sentences of a passage: a vector of a whole passage blurs what its sentences say, and the best
//! window finds a passage far better (Korean questions, nDCG@10 .942 against .877; English ones .69 against .61).
//!
//! Derived from the archive: delete the folder and `onrecord index` makes it anew. One folder for each model; in it
//! files that are written once and renamed into place, so that a killed program leaves whole batches. Small files are
//! joined as they come, so there are never more than some twenty. A component takes one byte: 100,000 windows are 39 MB
//! and take some milliseconds. Beyond some millions of windows a graph of neighbours would pay; this is exact.

mod scan;
mod segment;

use std::{
    collections::{HashMap, HashSet},
    fs, io,
    path::{Path, PathBuf},
};

use onrecord_model::SourceId;
use tantivy::directory::error::OpenReadError;
use tantivy::directory::{Directory, MmapDirectory, OwnedBytes};

use scan::scan;
use segment::{Group, Segment, segment};
pub use segment::{Origin, Window};

/// What can go wrong with the files of vectors.
#[derive(Debug, thiserror::Error)]
#[error("could not use the vectors in {path}")]
pub struct VectorsError {
    /// The file or folder.
    path: PathBuf,
    /// Why.
    #[source]
    cause: io::Error,
}

/// A passage that is near in meaning.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Near {
    /// The reading it belongs to; to be dropped by the caller when out of date.
    pub origin: Origin,
    /// Its nearest window.
    pub window: Window,
    /// How near: `BEST` of the cosine of its nearest window, the rest of the mean over its windows; 1 is the same.
    pub nearness: f32,
}

/// What a model made of a window.
#[derive(Debug, Clone, PartialEq)]
pub struct Made {
    /// The window; those of a reading stand in the order of their sentences.
    pub window: Window,
    /// Its unit vector.
    pub vector: Vec<f32>,
    /// What is kept of the states of its words, as whoever reads them packs them.
    pub states: Vec<u8>,
}

/// How much the nearest window of a passage counts against the mean over all its windows.
const BEST: f32 = 0.7;

/// The vectors of one model for one archive.
pub struct Vectors {
    folder: PathBuf,
    dimensions: usize,
    files: Vec<Segment>,
    /// For each source the file and the group that hold.
    current: HashMap<SourceId, (usize, usize)>,
}

impl Vectors {
    /// Reads the vectors that a model of that name made for an archive; none is no error, and neither is a damaged file.
    pub fn open(archive: &Path, model: &str, dimensions: usize) -> Result<Vectors, VectorsError> {
        let folder = folder_in(archive).join(model);
        let mut files = Vec::new();
        for (number, path) in listed(&folder)? {
            match mapped(&folder, &path) {
                // A damaged file is as good as none: what it held is made again.
                Ok(bytes) => files.extend(segment(number, bytes, dimensions)),
                Err(cause) if cause.kind() == io::ErrorKind::NotFound => {}
                Err(cause) => return Err(VectorsError { path, cause }),
            }
        }
        let mut vectors = Vectors { folder, dimensions, files, current: HashMap::new() };
        vectors.note_current();
        Ok(vectors)
    }

    /// Says whether the vectors of exactly this reading are there.
    pub fn has(&self, origin: Origin) -> bool {
        self.group(origin.source).is_some_and(|(_, group)| group.origin == origin)
    }

    /// The number of sources that have vectors.
    pub fn n_sources(&self) -> usize {
        self.current.len()
    }

    /// The number of vectors that hold.
    pub fn n_vectors(&self) -> usize {
        self.current.keys().filter_map(|&source| self.group(source)).map(|(_, group)| group.n).sum()
    }

    /// Keeps the vectors of whole readings, in the order of their passages. Durable on return.
    pub fn keep(&mut self, readings: &[(Origin, Vec<Made>)]) -> Result<(), VectorsError> {
        if readings.is_empty() {
            return Ok(());
        }
        let number = self.files.last().map_or(1, |file| file.number + 1);
        let (mut groups, mut windows, mut scales, mut rows) = (vec![], vec![], vec![], vec![]);
        let (mut ends, mut all_states) = (vec![], vec![]);
        for (origin, vectors) in readings {
            groups.push(Group { origin: *origin, first: scales.len(), n: vectors.len() });
            for Made { window, vector, states } in vectors {
                all_states.extend_from_slice(states);
                ends.push(all_states.len());
                windows.push(*window);
                let largest = vector.iter().fold(0.0_f32, |largest, value| largest.max(value.abs()));
                let scale = largest / 127.0;
                scales.push(scale);
                let inverse = if scale > 0.0 { 1.0 / scale } else { 0.0 };
                let code = |at| (vector.get(at).copied().unwrap_or(0.0) * inverse).round() as i8 as u8;
                rows.extend((0..self.dimensions).map(code));
            }
        }
        let (rows, states) = (OwnedBytes::new(rows), OwnedBytes::new(all_states));
        let new = Segment { number, groups, windows, scales, rows, ends, states };
        self.write(&new)?;
        self.files.push(new);
        self.note_current();
        self.join_small()
    }

    /// Removes all vectors of these sources from the disk.
    pub fn forget(&mut self, sources: &[SourceId]) -> Result<(), VectorsError> {
        let gone = |group: &Group| sources.contains(&group.origin.source);
        for at in 0..self.files.len() {
            if self.files[at].groups.iter().any(gone) {
                let rest = self.files[at].only(self.dimensions, |group| !gone(group));
                self.write(&rest)?;
                self.files[at] = rest;
            }
        }
        self.note_current();
        Ok(())
    }

    /// The `n` passages nearest to a question's unit vector, the nearest first; ties in order of source and passage.
    pub fn nearest(&self, question: &[f32], n: usize) -> Vec<Near> {
        let question = coded(question, self.dimensions);
        // Those put forward so far, cut back to the best `n` whenever they are twice as many.
        let (mut near, mut least) = (Vec::new(), f32::NEG_INFINITY);
        for (file_at, file) in self.files.iter().enumerate() {
            let products = scan(&file.rows, &question.0);
            for (group_at, group) in file.groups.iter().enumerate() {
                if self.current.get(&group.origin.source) != Some(&(file_at, group_at)) {
                    continue;
                }
                let range = group.first..group.first + group.n;
                let cosines = products[range.clone()].iter().zip(&file.scales[range.clone()]);
                let cosines = cosines.map(|(&product, scale)| product as f32 * scale * question.1);
                let windows = file.windows[range].iter().copied().zip(cosines);
                near.extend(passages(group.origin, windows).filter(|passage| passage.nearness >= least));
                if near.len() > 2 * n {
                    cut_back(&mut near, n);
                    least = near.last().map_or(least, |near| near.nearness);
                }
            }
        }
        cut_back(&mut near, n);
        near
    }

    /// The windows of a passage with the cosine of each and a question's unit vector; none where it has no vectors.
    pub fn windows(&self, question: &[f32], source: SourceId, passage: u32) -> Vec<(Window, f32)> {
        let Some((file, group)) = self.group(source) else { return Vec::new() };
        let of_group = file.windows.iter().enumerate().skip(group.first).take(group.n);
        let windows = of_group.filter(|(_, window)| window.passage == passage).filter_map(|(at, window)| {
            let row = file.rows.get(at * self.dimensions..(at + 1) * self.dimensions)?;
            let sum: f32 = row.iter().zip(question).map(|(&code, value)| f32::from(code as i8) * value).sum();
            Some((*window, sum * file.scales.get(at)?))
        });
        windows.collect()
    }

    /// What was kept of the states of a window; nothing where there is none.
    pub fn states(&self, source: SourceId, first: u32, after: u32) -> Option<&[u8]> {
        let (file, group) = self.group(source)?;
        let windows = file.windows.get(group.first..group.first + group.n)?;
        let at = windows.partition_point(|window| window.first < first);
        windows.get(at).filter(|window| (window.first, window.after) == (first, after))?;
        Some(file.states_of(group.first + at)).filter(|states| !states.is_empty())
    }

    /// How near one passage is, if it has vectors.
    pub fn nearness(&self, question: &[f32], source: SourceId, passage: u32) -> Option<Near> {
        let (_, group) = self.group(source)?;
        passages(group.origin, self.windows(question, source, passage).into_iter()).last()
    }

    fn group(&self, source: SourceId) -> Option<(&Segment, &Group)> {
        let &(file, group) = self.current.get(&source)?;
        let file = self.files.get(file)?;
        Some((file, file.groups.get(group)?))
    }

    fn note_current(&mut self) {
        self.current.clear();
        for (file_at, file) in self.files.iter().enumerate() {
            for (group_at, group) in file.groups.iter().enumerate() {
                self.current.insert(group.origin.source, (file_at, group_at));
            }
        }
    }

    /// Joins the last two files while the last is at least half as large as the one before.
    fn join_small(&mut self) -> Result<(), VectorsError> {
        while let [.., before, last] = self.files.as_slice() {
            if 2 * last.scales.len() < before.scales.len() {
                break;
            }
            let at = self.files.len() - 2;
            let current = |file: usize| {
                move |vectors: &Vectors, group: usize, source: SourceId| {
                    vectors.current.get(&source) == Some(&(file, group))
                }
            };
            let keep = |file: usize| -> Vec<Origin> {
                let groups = self.files[file].groups.iter().enumerate();
                let groups = groups.filter(|(at, group)| current(file)(self, *at, group.origin.source));
                groups.map(|(_, group)| group.origin).collect()
            };
            let (old, new) = (keep(at), keep(at + 1));
            let joined = before.only(self.dimensions, |group| old.contains(&group.origin));
            let joined = joined.joined(last.only(self.dimensions, |group| new.contains(&group.origin)));
            let path = self.path(before.number);
            self.write(&joined)?;
            fs::remove_file(&path).map_err(|cause| VectorsError { path, cause })?;
            self.files.truncate(at);
            self.files.push(joined);
            self.note_current();
        }
        Ok(())
    }

    fn path(&self, number: u64) -> PathBuf {
        self.folder.join(format!("{number:010}.vec"))
    }

    fn write(&self, segment: &Segment) -> Result<(), VectorsError> {
        let path = self.path(segment.number);
        let part = path.with_extension("part");
        let written = fs::create_dir_all(&self.folder)
            .and_then(|()| fs::write(&part, segment.bytes(self.dimensions)))
            .and_then(|()| fs::File::open(&part)?.sync_all())
            .and_then(|()| fs::rename(&part, &path));
        written.map_err(|cause| VectorsError { path, cause })
    }
}

/// Joins the cosines of the windows of each passage, which follow each other.
fn passages(origin: Origin, windows: impl Iterator<Item = (Window, f32)>) -> impl Iterator<Item = Near> {
    let mut windows = windows.peekable();
    std::iter::from_fn(move || {
        let (mut best, mut largest) = windows.next()?;
        let (mut sum, mut n) = (largest, 1.0);
        while let Some((window, cosine)) = windows.next_if(|(window, _)| window.passage == best.passage) {
            if cosine > largest {
                (best, largest) = (window, cosine);
            }
            sum += cosine;
            n += 1.0;
        }
        Some(Near { origin, window: best, nearness: BEST * largest + (1.0 - BEST) * sum / n })
    })
}

/// Leaves the `n` nearest, in order.
fn cut_back(near: &mut Vec<Near>, n: usize) {
    let place = |near: &Near| (near.origin.source, near.window.passage);
    near.sort_unstable_by(|one, other| {
        other.nearness.total_cmp(&one.nearness).then_with(|| place(one).cmp(&place(other)))
    });
    near.truncate(n);
}

/// Returns the bytes of a file, which are read from the disk where they are looked at.
fn mapped(folder: &Path, path: &Path) -> io::Result<OwnedBytes> {
    let name = path.file_name().map(Path::new).ok_or(io::ErrorKind::NotFound)?;
    let directory = MmapDirectory::open(folder).map_err(io::Error::other)?;
    match directory.open_read(name) {
        Ok(file) => file.read_bytes(),
        Err(OpenReadError::FileDoesNotExist(_)) => Err(io::ErrorKind::NotFound.into()),
        Err(error) => Err(io::Error::other(error)),
    }
}

/// Returns the folder of an archive's vectors.
pub fn folder_in(archive: &Path) -> PathBuf {
    archive.join("vectors")
}

/// Removes the vectors of all sources but these, whatever model made them: nothing of what was taken out stays behind.
pub fn keep_only(archive: &Path, dimensions: usize, sources: &HashSet<SourceId>) -> Result<(), VectorsError> {
    for name in models_in(archive)? {
        let mut vectors = Vectors::open(archive, &name, dimensions)?;
        let gone: Vec<SourceId> = vectors.current.keys().copied().filter(|source| !sources.contains(source)).collect();
        vectors.forget(&gone)?;
    }
    Ok(())
}

/// Removes the vectors of all models but one: after another model was installed they are of no use.
pub fn forget_other_models(archive: &Path, model: &str) -> Result<(), VectorsError> {
    for name in models_in(archive)?.into_iter().filter(|name| name != model) {
        let path = folder_in(archive).join(name);
        fs::remove_dir_all(&path).map_err(|cause| VectorsError { path, cause })?;
    }
    Ok(())
}

/// Returns the names of the models that made vectors for an archive.
fn models_in(archive: &Path) -> Result<Vec<String>, VectorsError> {
    let folder = folder_in(archive);
    let failed = |cause| VectorsError { path: folder.clone(), cause };
    let entries = match fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(cause) => return Err(failed(cause)),
    };
    entries.map(|entry| Ok(entry.map_err(failed)?.file_name().to_string_lossy().into_owned())).collect()
}

fn listed(folder: &Path) -> Result<Vec<(u64, PathBuf)>, VectorsError> {
    let failed = |cause| VectorsError { path: folder.to_owned(), cause };
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(cause) => return Err(failed(cause)),
    };
    let mut listed = Vec::new();
    for entry in entries {
        let path = entry.map_err(failed)?.path();
        let number = path.file_stem().and_then(|stem| stem.to_str()).and_then(|stem| stem.parse().ok());
        if let (Some(number), Some("vec")) = (number, path.extension().and_then(|extension| extension.to_str())) {
            listed.push((number, path));
        }
    }
    listed.sort();
    Ok(listed)
}

/// A question's vector as whole numbers of fifteen bits, and their scale.
fn coded(question: &[f32], dimensions: usize) -> (Vec<i16>, f32) {
    let largest = question.iter().fold(0.0_f32, |largest, value| largest.max(value.abs()));
    // Sums of products with codes up to 127 stay within 32 bits for up to 512 components of this size.
    let scale = largest.max(f32::MIN_POSITIVE) / 32_000.0;
    let code = |at| (question.get(at).copied().unwrap_or(0.0) / scale).round() as i16;
    ((0..dimensions).map(code).collect(), scale)
}

#[cfg(test)]
mod tests;
