//! Forms of Korean verbs and adjectives, as endings change their stems.

use super::syllable::{NIEUN, RIEUL, SSANG_SIOS, coda, vowel, with};

/// How a stem changes before a vowel.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Irregular {
    /// As most do.
    #[default]
    Not,
    /// 가깝다, 가까웠다.
    Bieup,
    /// 듣다, 들었다.
    Digeut,
    /// 모르다, 몰랐다.
    Reu,
}

/// What stands behind a stem.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// 었: 가르쳤.
    Past,
    /// 어: 가르쳐.
    Joined,
    /// ㄴ: 가르친, 늙은.
    Done,
    /// 는: 가르치는.
    Now,
}

/// Returns a stem with an ending: 가르치 and 었 are 가르쳤. What does not end with a syllable has the ending behind it.
pub fn conjugated(stem: &str, irregular: Irregular, ending: Ending) -> String {
    let Some(last) = stem.chars().next_back() else { return String::new() };
    let head = &stem[..stem.len() - last.len_utf8()];
    let (Some(under), Some(sound)) = (coda(last), vowel(last)) else { return stem.to_owned() };
    let before = head.chars().next_back();
    let is_bright = |vowel: Option<u32>| matches!(vowel, Some(0 | 8));
    match (ending, irregular) {
        (Ending::Now, _) if under == RIEUL => format!("{head}{}는", with(last, sound, 0)),
        (Ending::Now, _) => format!("{stem}는"),
        (Ending::Done, Irregular::Bieup) => format!("{head}{}운", with(last, sound, 0)),
        (Ending::Done, Irregular::Digeut) => format!("{head}{}은", with(last, sound, RIEUL)),
        (Ending::Done, _) if under == 0 || under == RIEUL => format!("{head}{}", with(last, sound, NIEUN)),
        (Ending::Done, _) => format!("{stem}은"),
        (Ending::Past | Ending::Joined, _) => {
            let under_past = if ending == Ending::Past { SSANG_SIOS } else { 0 };
            let behind = |is_bright: bool| with('아', if is_bright { 0 } else { 4 }, under_past);
            match (irregular, before) {
                (Irregular::Bieup, _) => format!("{head}{}{}", with(last, sound, 0), with('워', 14, under_past)),
                (Irregular::Digeut, _) => {
                    format!("{head}{}{}", with(last, sound, RIEUL), behind(is_bright(Some(sound))))
                }
                (Irregular::Reu, Some(before)) => {
                    let doubled = with(before, vowel(before).unwrap_or_default(), RIEUL);
                    let joint = with('라', if is_bright(vowel(before)) { 0 } else { 4 }, under_past);
                    format!("{}{doubled}{joint}", &head[..head.len() - before.len_utf8()])
                }
                _ if under != 0 => format!("{stem}{}", behind(is_bright(Some(sound)))),
                _ => format!(
                    "{head}{}",
                    with(last, contracted(last, sound, is_bright(before.and_then(vowel))), under_past)
                ),
            }
        }
    }
}

/// Returns the vowel that an open syllable makes with 어. The vowels are numbered ㅏ 0, ㅐ 1, ㅓ 4, ㅕ 6, ㅗ 8, ㅘ 9, ㅙ 10, ㅚ 11, ㅜ 13,
/// ㅝ 14, ㅡ 18, ㅣ 20.
fn contracted(last: char, vowel: u32, is_behind_bright: bool) -> u32 {
    match vowel {
        _ if last == '하' => 1,
        20 => 6,
        8 => 9,
        13 => 14,
        11 => 10,
        18 if is_behind_bright => 0,
        18 => 4,
        _ => vowel,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(stem: &str, irregular: Irregular, expected: [&str; 4]) {
        let endings = [Ending::Past, Ending::Joined, Ending::Done, Ending::Now];
        assert_eq!(endings.map(|ending| conjugated(stem, irregular, ending)), expected);
    }

    #[test]
    fn stems_change_before_endings() {
        check("가르치", Irregular::Not, ["가르쳤", "가르쳐", "가르친", "가르치는"]);
        check("바쁘", Irregular::Not, ["바빴", "바빠", "바쁜", "바쁘는"]);
        check("늙", Irregular::Not, ["늙었", "늙어", "늙은", "늙는"]);
        check("가늘", Irregular::Not, ["가늘었", "가늘어", "가는", "가느는"]);
        check("가깝", Irregular::Bieup, ["가까웠", "가까워", "가까운", "가깝는"]);
        check("깨닫", Irregular::Digeut, ["깨달았", "깨달아", "깨달은", "깨닫는"]);
        check("모르", Irregular::Reu, ["몰랐", "몰라", "모른", "모르는"]);
    }
}
