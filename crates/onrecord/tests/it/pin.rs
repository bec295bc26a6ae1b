//! What the program reads and replies, kept word for word in `tests/pins`, so that moving code shows that it changes nothing.
//!
//! A line is an item, so that a difference shows what changed. Where a change is meant, `UPDATE_PINS=1` writes what is said
//! now, and the commit says how it differs.

pub mod kept;
pub mod readings;
pub mod replies;

use kept::Pin;

#[test]
fn sources_of_the_press_kit_read_as_before() {
    let mut pin = Pin::new("kit");
    readings::files(&mut pin, &["examples/press-kit/sources", "examples/press-kit/saved"]);
    pin.holds();
}

#[test]
fn fixtures_read_as_before() {
    let mut pin = Pin::new("fixtures");
    let folders = kept::folders("fixtures");
    assert!(!folders.is_empty());
    readings::files(&mut pin, &folders.iter().map(String::as_str).collect::<Vec<_>>());
    pin.holds();
}

#[test]
fn cases_of_one_line_read_as_before() {
    let mut pin = Pin::new("cases");
    assert!(readings::cases(&mut pin) >= 800);
    pin.holds();
}

#[test]
fn questions_about_the_press_kit_are_answered_as_before() {
    let kit = replies::Kit::new();
    let fills: [(&str, fn(&replies::Kit, &mut Pin)); 3] =
        [("asked", replies::asked), ("listed", replies::listed), ("published", replies::published)];
    for (name, fill) in fills {
        let mut pin = Pin::new(name);
        fill(&kit, &mut pin);
        pin.holds();
    }
}

#[test]
fn drafts_about_the_press_kit_are_checked_as_before() {
    let mut pin = Pin::new("checked");
    replies::checked(&replies::Kit::new(), &mut pin);
    pin.holds();
}
