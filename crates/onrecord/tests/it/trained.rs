//! What was learned belongs to what it was learned from.

use std::fs;
use std::path::Path;

#[test]
fn the_trees_were_learned_from_the_dossiers_that_lie_here() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut paths: Vec<_> = Vec::new();
    for folder in ["training/dossiers", "training/dossiers/second", "training/dossiers/third"] {
        let listed = fs::read_dir(root.join(folder)).expect("dossiers");
        let mut of_folder: Vec<_> = listed.map(|entry| entry.expect("an entry").path()).collect();
        of_folder.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
        of_folder.sort();
        paths.extend(of_folder);
    }
    let mut all = ring::digest::Context::new(&ring::digest::SHA256);
    paths.iter().for_each(|path| all.update(&fs::read(path).expect("a dossier")));
    let mark: String = all.finish().as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
    for name in ["pieces.trees", "questions.trees", "reader.bin"] {
        let learned = fs::read(root.join("crates/answer/model").join(name)).expect("what was learned");
        let head = learned.split(|&byte| byte == b'\n').next().unwrap_or_default();
        let head = String::from_utf8_lossy(head);
        assert!(
            head.contains(&mark) && head.contains(&format!("{} dossiers", paths.len())),
            "{name}: {head}, not {mark}"
        );
    }
}
