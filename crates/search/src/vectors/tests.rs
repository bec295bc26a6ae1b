//! Vectors are kept, found, replaced and forgotten.

use super::*;

const N: usize = 32;

fn origin(source: u64, document: u64) -> Origin {
    Origin { source: SourceId(source), document, reader: 1 }
}

/// A unit vector that points mostly along one axis.
fn along(axis: usize) -> Vec<f32> {
    let mut vector = vec![0.01; N];
    vector[axis] = 1.0;
    vector
}

fn made(window: Window, axis: usize) -> Made {
    Made { window, vector: along(axis), states: vec![axis as u8; axis] }
}

/// A passage of one window along each axis.
fn passages(axes: &[usize]) -> Vec<Made> {
    let window = |at: usize| Window { passage: at as u32, first: at as u32, after: at as u32 + 1 };
    axes.iter().enumerate().map(|(at, &axis)| made(window(at), axis)).collect()
}

fn nearest(vectors: &Vectors, axis: usize) -> (u64, u32) {
    let near = vectors.nearest(&along(axis), 1);
    near.first().map(|near| (near.origin.source.0, near.window.passage)).expect("something is near")
}

#[test]
fn kept_vectors_are_found_again_after_opening() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut vectors = Vectors::open(folder.path(), "m", N).expect("an empty folder opens");
    for source in 0..20 {
        let axis = source as usize;
        vectors.keep(&[(origin(source, 1), passages(&[axis, axis + 1]))]).expect("keeps");
    }
    assert!(vectors.files.len() < 8, "{} files", vectors.files.len());
    let again = Vectors::open(folder.path(), "m", N).expect("opens again");
    assert_eq!(again.n_vectors(), 40);
    assert_eq!(nearest(&again, 20), (19, 1));
    assert!(again.has(origin(7, 1)) && !again.has(origin(7, 2)));
    assert_eq!(again.states(SourceId(7), 1, 2), Some([8; 8].as_slice()));
    assert_eq!((again.states(SourceId(7), 2, 3), again.states(SourceId(0), 0, 1)), (None, None));
    let one = again.nearness(&along(5), SourceId(5), 0).expect("has vectors");
    let all = again.nearest(&along(5), 40);
    let found = all.iter().find(|near| near.origin.source == SourceId(5) && near.window.passage == 0);
    assert!((found.expect("is among all").nearness - one.nearness).abs() < 1e-3);
    assert_eq!(Vectors::open(folder.path(), "other", N).expect("opens").n_vectors(), 0);
}

#[test]
fn the_nearest_window_speaks_for_its_passage() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut vectors = Vectors::open(folder.path(), "m", N).expect("opens");
    let window = |passage, first| Window { passage, first, after: first + 1 };
    let rows =
        [(0, 0, 1), (0, 1, 2), (0, 2, 3), (1, 3, 9)].map(|(passage, first, axis)| made(window(passage, first), axis));
    vectors.keep(&[(origin(1, 1), rows.to_vec())]).expect("keeps");
    let near = vectors.nearest(&along(2), 9);
    assert_eq!(near.iter().map(|near| near.window).collect::<Vec<_>>(), [window(0, 1), window(1, 3)]);
    assert!(near[0].nearness > 0.75 && near[0].nearness < 0.9, "{}", near[0].nearness);
    assert_eq!(vectors.windows(&along(2), SourceId(1), 0).len(), 3);
}

#[test]
fn a_later_reading_takes_the_place_of_an_earlier() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut vectors = Vectors::open(folder.path(), "m", N).expect("opens");
    vectors.keep(&[(origin(1, 1), passages(&[1, 2, 3])), (origin(2, 1), passages(&[9]))]).expect("keeps");
    vectors.keep(&[(origin(1, 2), passages(&[4]))]).expect("keeps");
    for vectors in [&vectors, &Vectors::open(folder.path(), "m", N).expect("opens again")] {
        assert_eq!(vectors.n_vectors(), 2);
        assert_eq!(nearest(vectors, 4), (1, 0));
        assert!(vectors.nearest(&along(3), 9).iter().all(|near| near.nearness < 0.5), "the old reading is gone");
    }
}

#[test]
fn forgotten_sources_leave_nothing_on_the_disk() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut vectors = Vectors::open(folder.path(), "m", N).expect("opens");
    vectors.keep(&[(origin(1, 1), passages(&[1])), (origin(2, 1), passages(&[2]))]).expect("keeps");
    vectors.forget(&[SourceId(1)]).expect("forgets");
    let again = Vectors::open(folder.path(), "m", N).expect("opens again");
    assert_eq!((again.n_vectors(), again.has(origin(1, 1)), again.has(origin(2, 1))), (1, false, true));
    keep_only(folder.path(), N, &HashSet::from([SourceId(1)])).expect("sweeps");
    assert_eq!(Vectors::open(folder.path(), "m", N).expect("opens again").n_vectors(), 0);
    assert_eq!(again.files.iter().map(|file| file.scales.len()).sum::<usize>(), 1);
}

#[test]
fn a_damaged_file_is_as_good_as_none() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut vectors = Vectors::open(folder.path(), "m", N).expect("opens");
    vectors.keep(&[(origin(1, 1), passages(&[1]))]).expect("keeps");
    let path = vectors.path(1);
    let bytes = fs::read(&path).expect("was written");
    for n in 0..bytes.len() {
        fs::write(&path, &bytes[..n]).expect("can be cut");
        assert_eq!(Vectors::open(folder.path(), "m", N).expect("opens all the same").n_vectors(), 0, "cut after {n}");
    }
}

#[test]
fn only_the_installed_model_keeps_its_vectors() {
    let folder = tempfile::tempdir().expect("a folder");
    forget_other_models(folder.path(), "new").expect("nothing to do");
    let mut vectors = Vectors::open(folder.path(), "old", N).expect("opens");
    vectors.keep(&[(origin(1, 1), passages(&[1]))]).expect("keeps");
    forget_other_models(folder.path(), "new").expect("removes");
    assert_eq!(Vectors::open(folder.path(), "old", N).expect("opens").n_vectors(), 0);
}
