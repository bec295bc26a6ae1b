//! `add` is killed at random instants, and nothing is lost.

use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use crate::world::World;

const N_KILLS: u32 = 50;
const N_SOURCES: usize = 300;

#[test]
fn killed_at_fifty_instants_the_archive_is_whole_and_the_next_add_completes_it() {
    let lines = |round: u32| -> String {
        (0..N_SOURCES)
            .map(|at| format!("{{\"id\":\"r{round}-{at}\",\"text\":\"“We counted {at} boats in year {round},” Owen Marsh said. The harbour was full.\"}}\n"))
            .collect()
    };
    // How long an undisturbed `add` takes tells when to strike.
    let world = World::new();
    let start = Instant::now();
    world.done(&["add", &world.write("whole.jsonl", lines(1000))]);
    let whole = start.elapsed();
    let mut n_struck = 0;
    for round in 0..N_KILLS {
        let path = world.write("round.jsonl", lines(round));
        let mut child = world.command(&["add", &path]).stderr(Stdio::null()).spawn().expect("starts");
        let share = (round.wrapping_mul(2_654_435_761) >> 16) % 1000;
        thread::sleep(whole * share / 1000 + Duration::from_micros(u64::from(share)));
        n_struck += u32::from(matches!(child.try_wait(), Ok(None)));
        child.kill().expect("kill -9");
        child.wait().expect("ends");
        if round % 10 == 9 {
            world.done(&["verify"]);
        }
        world.done(&["add", &path]);
        let status = world.json(&["status"]);
        assert_eq!((&status["unread"], &status["unindexed"]), (&0.into(), &0.into()), "after round {round}");
        assert_eq!(status["sources"], N_SOURCES as u64 * (u64::from(round) + 2), "after round {round}");
    }
    world.done(&["verify"]);
    let hits = world.json(&["search", "Owen Marsh counted boats", "-k", "5"]);
    assert_eq!(hits["hits"].as_array().map(Vec::len), Some(5));
    assert!(n_struck > N_KILLS / 3, "only {n_struck} of {N_KILLS} were struck while they ran");
}
