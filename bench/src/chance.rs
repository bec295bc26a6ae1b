//! Vectors and states by chance, for archives too large to be read for meaning while one waits: what they cost is the same.

use std::path::Path;

use onrecord_answer::reader::{PACKED, Packing};
use onrecord_archive::Archive;
use onrecord_embed::DIMENSIONS;
use onrecord_embed::install::installed;
use onrecord_search::vectors::{Made, Origin, Vectors, Window};

use crate::articles::Dice;

/// Makes vectors by chance for every passage, two windows each, with the states of their words, and returns how many passages and windows
/// there are.
///
/// # Errors
/// Where no model is installed, or what the archive says.
pub(crate) fn vectors(archive: &Path, models: &Path) -> anyhow::Result<(usize, usize)> {
    let Some(model) = installed(models) else {
        anyhow::bail!("no model in {}: `cargo xtask test` installs one", models.display())
    };
    let archive = Archive::open(archive)?;
    let name = format!("{}-{}", model.id(), Packing::built_in().id());
    let mut vectors = Vectors::open(archive.folder(), &name, DIMENSIONS)?;
    let model = model.open()?;
    let mut dice = Dice::new(5);
    let (mut n_passages, mut n_windows, mut kept) = (0, 0, Vec::new());
    for listed in archive.sources()? {
        let Some(reading) = archive.reading(listed.version.document)? else { continue };
        let title = listed.source.title.as_deref().unwrap_or_default();
        let mut windows = Vec::new();
        for (at, passage) in reading.passages.iter().enumerate() {
            let inside = |sentence: &&onrecord_model::Sentence| passage.span.contains(sentence.span);
            let first = reading.sentences.iter().position(|sentence| inside(&sentence)).unwrap_or_default();
            let n = reading.sentences.iter().filter(inside).count();
            for (from, to) in [(0, n / 2), (n / 2, n)] {
                let ends = (reading.sentences.get(first + from), reading.sentences.get((first + to).saturating_sub(1)));
                if let (Some(opening), Some(closing)) = ends
                    && from < to
                {
                    let text = reading.document.text().get(opening.span.start()..closing.span.end());
                    let text = format!("{title} {}", text.unwrap_or_default());
                    let n_bytes = model.passage_places(&text).len() * PACKED;
                    let states = (0..n_bytes).map(|_| dice.below(256) as u8).collect();
                    let window =
                        Window { passage: at as u32, first: (first + from) as u32, after: (first + to) as u32 };
                    windows.push(Made { window, vector: unit(&mut dice), states });
                }
            }
        }
        n_passages += reading.passages.len();
        n_windows += windows.len();
        let document = listed.version.document.number();
        kept.push((Origin { source: listed.id, document, reader: reading.reader }, windows));
        if kept.len() == 1_000 {
            vectors.keep(&kept)?;
            kept.clear();
        }
    }
    vectors.keep(&kept)?;
    Ok((n_passages, n_windows))
}

fn unit(dice: &mut Dice) -> Vec<f32> {
    let vector: Vec<f32> = (0..DIMENSIONS).map(|_| dice.below(2001) as f32 / 1000.0 - 1.0).collect();
    let length = vector.iter().map(|value| value * value).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
    vector.into_iter().map(|value| value / length).collect()
}
