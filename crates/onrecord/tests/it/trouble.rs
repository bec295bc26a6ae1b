//! Input that is broken, hostile or changing, and disks that are full: a clear word, and nothing lost.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Output};

use crate::world::World;

const TEXT: &str = "Mira Holt opened the harbour school in 2019.\n\n“We began with nine chairs,” Mira Holt said.\n";

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_file_of_two_hundred_megabytes_wants_a_setting() {
    let world = World::new();
    let path = world.write("huge.txt", TEXT);
    File::options().write(true).open(&path).expect("opens").set_len(200 << 20).expect("made long");
    let (_, said) = world.ends(&["add", &path], 1);
    assert!(said.contains("more than 64 MB") && said.contains("max_megabytes"), "{said}");
    // With a higher limit it is looked at, and found to be no text: it is nothing but zeros behind its first lines.
    world.write("archive/onrecord.toml", "[gather]\nmax_megabytes = 300\n");
    assert!(world.ends(&["add", &path], 1).1.contains("does not look like text"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_does_not_hold_still_is_left_for_later() {
    let world = World::new();
    world.write("in/one.txt", TEXT);
    // What stands in such a file is made while it is read, and never as long as the system says that it is.
    std::os::unix::fs::symlink("/proc/self/limits", world.path("in/limits.txt")).expect("linked");
    let (_, said) = world.ends(&["add", &world.path("in").display().to_string()], 4);
    assert!(said.contains("limits.txt: it changed while it was read"), "{said}");
    assert_eq!(world.keys(), ["in/one.txt"]);
}

#[cfg(unix)]
#[test]
fn folders_and_files_that_may_not_be_read_are_named() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
    use std::os::unix::process::CommandExt;
    const NOBODY: u32 = 65_534;

    let world = World::new();
    world.write("in/open.txt", TEXT);
    world.write("in/closed/inside.txt", TEXT);
    world.write("in/secret.txt", "Nobody may read this.");
    for path in ["in/closed", "in/secret.txt"] {
        fs::set_permissions(world.path(path), fs::Permissions::from_mode(0o000)).expect("closed");
    }
    let mut command = world.command(&["add", &world.path("in").display().to_string()]);
    // Permissions hold nobody back who is root, so that root gives itself up first.
    if fs::metadata(world.path("in")).expect("a folder").uid() == 0 {
        let program = world.path("onrecord");
        fs::copy(env!("CARGO_BIN_EXE_onrecord"), &program).expect("copied");
        let mut all = vec![world.path("")];
        while let Some(path) = all.pop() {
            chown(&path, Some(NOBODY), Some(NOBODY)).expect("given away");
            if path.is_dir() && !path.ends_with("closed") {
                all.extend(fs::read_dir(&path).expect("a folder").flatten().map(|entry| entry.path()));
            }
        }
        let as_root = command;
        command = Command::new(program);
        command.args(as_root.get_args()).env("ONRECORD_ARCHIVE", world.path("archive"));
        command.current_dir(world.path("")).uid(NOBODY).gid(NOBODY);
    }
    let output = command.output().expect("it runs");
    let said = said(&output);
    fs::set_permissions(world.path("in/closed"), fs::Permissions::from_mode(0o700)).expect("opened");
    assert_eq!(output.status.code(), Some(4), "{said}");
    for name in ["closed", "secret.txt"] {
        let line = said.lines().find(|line| line.contains(name)).unwrap_or_default();
        assert!(line.contains("could not be read") && line.contains("ermission denied"), "{name}: {said}");
    }
    assert!(said.contains("1 added"), "{said}");
}

#[cfg(unix)]
#[test]
fn links_that_lead_nowhere_or_to_themselves_end() {
    use std::os::unix::fs::symlink;
    let world = World::new();
    world.write("in/one.txt", TEXT);
    symlink(world.path("in/itself.txt"), world.path("in/itself.txt")).expect("linked");
    symlink(world.path("gone.txt"), world.path("in/nowhere.txt")).expect("linked");
    symlink(world.path("in"), world.path("in/deep")).expect("linked");
    let (_, said) = world.ends(&["add", &world.path("in").display().to_string()], 4);
    for name in ["itself.txt", "nowhere.txt", "deep"] {
        assert!(said.contains(name), "{said}");
    }
    assert_eq!(world.keys(), ["in/one.txt"]);
}

/// A small disk in memory, or a reason why there is none.
struct Disk<'a>(&'a Path);

impl<'a> Disk<'a> {
    fn mount(path: &'a Path, size: &str) -> Result<Self, String> {
        fs::create_dir_all(path).expect("a folder");
        let options = format!("size={size},mode=0777");
        let output = Command::new("mount").args(["-t", "tmpfs", "-o", &options, "tmpfs"]).arg(path).output();
        match output {
            Ok(output) if output.status.success() => Ok(Self(path)),
            Ok(output) => Err(said(&output)),
            Err(error) => Err(error.to_string()),
        }
    }

    fn grow(&self, size: &str) {
        let options = format!("remount,size={size}");
        let status = Command::new("mount").args(["-o", &options]).arg(self.0).status().expect("mount runs");
        assert!(status.success(), "the disk did not grow");
    }
}

impl Drop for Disk<'_> {
    fn drop(&mut self) {
        // A test that fails leaves its mount to the system where this fails too.
        Command::new("umount").arg("-l").arg(self.0).status().ok();
    }
}

#[cfg(target_os = "linux")]
#[test]
fn on_a_full_disk_nothing_is_lost_and_the_same_command_goes_on() {
    let world = World::new();
    let place = world.path("disk");
    let disk = match Disk::mount(&place, "8m") {
        Ok(disk) => disk,
        Err(why) => {
            eprintln!("skipped: a small disk could not be mounted here: {why}");
            return;
        }
    };
    let archive = place.join("archive").display().to_string();
    let with = |arguments: &[&str]| {
        let mut all = vec!["--archive", archive.as_str()];
        all.extend(arguments);
        world.run(&all)
    };
    assert!(world.run(&["init", &archive]).status.success());
    assert!(with(&["add", &world.write("first.txt", TEXT)]).status.success());
    // Words that do not compress.
    let mut state = 7u64;
    let lines: String = (0..400)
        .map(|at| {
            let words: String = (0..2500)
                .map(|_| {
                    state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                    format!("{:07x} ", state >> 36)
                })
                .collect();
            format!("{{\"id\":\"big-{at}\",\"text\":\"Mira Holt counted. {words}\"}}\n")
        })
        .collect();
    let big = world.write("big.jsonl", lines);
    let output = with(&["add", &big]);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert!(said(&output).contains("make room on the disk"), "{}", said(&output));
    let output = with(&["verify"]);
    assert!(output.status.success(), "{}", said(&output));
    let output = with(&["show", "first.txt"]);
    assert_eq!(String::from_utf8_lossy(&output.stdout), TEXT);
    disk.grow("200m");
    let output = with(&["add", &big]);
    assert!(output.status.success(), "{}", said(&output));
    let output = with(&["status", "--json"]);
    let status: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!((&status["sources"], &status["unread"], &status["unindexed"]), (&401.into(), &0.into(), &0.into()));
    assert!(with(&["verify"]).status.success());
}

#[test]
fn broken_characters_are_read_and_never_reach_the_terminal() {
    let world = World::new();
    // UTF-16 with half a pair in it.
    let mut bytes = vec![0xff, 0xfe];
    bytes.extend(
        "Mira Holt rowed home."
            .encode_utf16()
            .chain([0xd83d])
            .chain(" It was late.".encode_utf16())
            .flat_map(u16::to_le_bytes),
    );
    world.done(&["add", &world.write("half.txt", bytes)]);
    assert_eq!(world.done(&["show", "half.txt"]).trim_end(), "Mira Holt rowed home.\u{fffd} It was late.");
    let turned = "Mira Holt\u{202e} said: “The \u{1b}[31m lamp\u{7} never \u{200b}went out in forty years.”\u{202c}\n";
    world.done(&["add", &world.write("turned.txt", turned)]);
    assert_eq!(world.done(&["show", "turned.txt"]), turned);
    for command in [&["search", "lamp"][..], &["ask", "What did Mira Holt say about the lamp?"], &["quotes"]] {
        let shown = world.done(command);
        assert!(shown.contains("lamp"), "{command:?}: {shown}");
        assert!(!shown.contains(['\u{202e}', '\u{1b}', '\u{7}', '\u{200b}']), "{command:?}: {shown:?}");
    }
    let read = world.json(&["read", &world.path("turned.txt").display().to_string()]);
    assert!(read["remarks"].as_array().is_some_and(|remarks| !remarks.is_empty()), "{read}");
}

#[cfg(unix)]
#[test]
fn hostile_pages_stay_within_their_bounds_and_say_which() {
    let world = World::new();
    world.write("archive/onrecord.toml", "[gather]\nmax_megabytes = 200\n");
    let article = "<p>The keeper of the lighthouse said that the lamp had never gone out in forty years of storms.</p>\
        <p>“I sleep by day,” Oren Vale told visitors on Monday, “and I read by its light when the ships are late.”</p>";
    let bomb: String =
        (0..20).map(|at| format!("<!ENTITY e{} \"&e{at};&e{at};&e{at};&e{at};&e{at};&e{at};\">", at + 1)).collect();
    let pages = [
        ("line", format!("<article>{article}<p>{}</p></article>", "word ".repeat(20 << 20)), "only its first"),
        ("deep", format!("<article>{}{article}</article>", "<div><font>".repeat(200_000)), "nests more than"),
        ("tags", format!("<article>{article}{}</article>", "<i a=b>x</i>".repeat(500_000)), "tags"),
        ("quotes", format!("<article>{article}{}</article>", "<p a=\"".repeat(300_000)), ""),
        (
            "bomb",
            format!("<!DOCTYPE html [<!ENTITY e0 \"lol\">{bomb}]><article>{article}<p>&e20;&e20;</p></article>"),
            "",
        ),
        (
            "data",
            format!(
                "<script type=\"application/ld+json\">{}</script><article>{article}</article>",
                "{\"a\":[".repeat(300_000)
            ),
            "JSON-LD",
        ),
    ];
    for (name, html, remark) in pages {
        let path = world.write(&format!("{name}.html"), html);
        // A kilobyte of address space and a second of computing too many, and it is killed.
        let output = Command::new("sh")
            .args([
                "-c",
                "ulimit -v 2000000; ulimit -t 120; exec \"$@\"",
                "sh",
                env!("CARGO_BIN_EXE_onrecord"),
                "add",
                &path,
            ])
            .env("ONRECORD_ARCHIVE", world.path("archive"))
            .env("ONRECORD_MODELS", world.path("models"))
            .env("ONRECORD_OFFLINE", "1")
            .output()
            .expect("it runs");
        assert_eq!(output.status.code(), Some(0), "{name}: {}", said(&output));
        let key = format!("{name}.html");
        assert!(world.done(&["show", &key]).contains("I read by its light"), "{name}");
        let remarks = world.json(&["sources", "show", &key])["remarks"].to_string();
        assert!(remarks.contains(remark), "{name}: {remarks}");
    }
}

#[test]
fn where_the_network_is_forbidden_nothing_is_fetched() {
    let world = World::new();
    let (_, said) = world.ends(&["model", "install"], 1);
    assert!(said.contains("ONRECORD_OFFLINE") && said.contains("--from"), "{said}");
    world.ends(&["model", "install", "--from", "https://example.org/model.bin"], 1);
    assert!(!world.path("models").exists(), "nothing was begun");
    let (_, said) = world.ends(&["demo", &world.shown("demo")], 0);
    assert!(!said.contains("fetch"), "{said}");
}
