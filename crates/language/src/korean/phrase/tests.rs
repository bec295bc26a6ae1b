//! Phrases and whom they stand for, as rows.

use super::*;
use crate::korean::word::cut;
use crate::marks::runs;

/// Reads the phrase that ends with the last word.
#[track_caller]
fn check(text: &str, expected: (&str, Who, &str)) {
    let korean = Korean::built_in();
    let scope = Scope { text, korean: &korean, known: KnownNames::default() };
    let words = cut(text, 0..text.len(), &runs(text), &korean);
    let phrase = scope.phrase(&words, words.len() - 1);
    let name = phrase.name.map_or("", |name| &text[name]);
    assert_eq!((&text[phrase.whole], phrase.who, name), expected);
}

#[test]
fn names_with_what_belongs_to_them() {
    check("배우 도가람은", ("배우 도가람", Who::Name, "도가람"));
    check("원로 배우 한유빈께서는", ("원로 배우 한유빈", Who::Name, "한유빈"));
    check("어제 도가람 감독이", ("도가람 감독", Who::Name, "도가람"));
    check("가람 씨는", ("가람 씨", Who::Name, "가람"));
    check("래퍼 미로(MIRO·본명 하미로)는", ("래퍼 미로(MIRO·본명 하미로)", Who::Name, "미로"));
    check("로이 마르테 감독은", ("로이 마르테 감독", Who::Name, "로이 마르테"));
    check("Roy Marte 감독은", ("Roy Marte 감독", Who::Name, "Roy Marte"));
    check("도 감독은", ("도 감독", Who::Surname, "도"));
    check("도가람과 한유빈은", ("도가람과 한유빈", Who::LikelyName, "한유빈"));
}

#[test]
fn words_beside_a_role_that_are_no_names() {
    check("밤새 동시녹음 기사로", ("기사", Who::Role, ""));
    check("말을 주지", ("주지", Who::Role, ""));
    check("합동조사단 단장은", ("단장", Who::Role, ""));
    check("진여울 상담 교사는", ("진여울 상담 교사", Who::Name, "진여울"));
}

#[test]
fn speakers_without_a_name() {
    check("한 방송 관계자에", ("한 방송 관계자", Who::People, ""));
    check("‘밤의 문’ 제작진은", ("‘밤의 문’ 제작진", Who::Group, ""));
    check("두 배우는", ("두 배우", Who::Role, ""));
    check("이 작품은", ("작품", Who::Thing, ""));
    check("그는", ("그", Who::Pronoun, ""));
}
