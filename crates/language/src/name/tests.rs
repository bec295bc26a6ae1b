//! Names of invented people, one case a line.

use proptest::prelude::{ProptestConfig, prop_assert, prop_assert_eq, proptest};

use super::{Names, compare, hangul_candidates, keys, keys_of_part, part_keys, spellings};

#[track_caller]
fn check(cases: &[(&str, &str)], expected: bool) {
    let names = Names::built_in();
    let wrong: Vec<String> = cases
        .iter()
        .map(|&(a, b)| (a, b, compare(a, b, &names), compare(b, a, &names)))
        .filter(|(_, _, one, other)| one.same != expected || one != other)
        .map(|(a, b, one, other)| format!("{a} | {b}: {:.2} {:.2}", one.score, other.score))
        .collect();
    assert!(wrong.is_empty(), "should be {expected}:\n{}", wrong.join("\n"));
}

#[test]
fn hangul_and_latin_of_one_name() {
    check(
        &[
            ("유수민", "Yoo Soo-min"),
            ("유수민", "Yu Su-min"),
            ("유수민", "Soomin Yoo"),
            ("유수민", "YOO SOOMIN"),
            ("유수민", "Yoo Soo Min"),
            ("유수민", "yoo soo min"),
            ("유수민", "Yoo, Soo-min"),
            ("유수민", "Soo-min You"),
            ("류하경", "Ryu Ha-kyung"),
            ("류하경", "Ryu Hagyeong"),
            ("노지완", "Roh Ji-wan"),
            ("노지완", "Noh Jiwan"),
            ("이설희", "Lee Seol-hee"),
            ("이설희", "Yi Sŏr-hŭi"),
            ("이설희", "Rhee Seol-hui"),
            ("임도현", "Lim Do-hyun"),
            ("임도현", "Im Dohyeon"),
            ("임도현", "Dohyun Yim"),
            ("정미르", "Jung Mi-reu"),
            ("정미르", "Chung Mireu"),
            ("정미르", "Jeong Mi Reu"),
            ("백서준", "Baek Seo-jun"),
            ("백서준", "Paik Seo-joon"),
            ("백서준", "Seojun Paek"),
            ("최은별", "Choi Eun-byeol"),
            ("최은별", "Choe Eun-byul"),
            ("조한슬", "Cho Han-seul"),
            ("조한슬", "Jo Hanseul"),
            ("남궁솔", "Namgoong Sol"),
            ("남궁솔", "Sol Namkung"),
            ("황보윤서", "Hwangbo Yoon-seo"),
            ("신우빈", "Shin Woo-bin"),
            ("신우빈", "Sin U-bin"),
            ("우영학", "Woo Young-hak"),
            ("고라온", "Ko Ra-on"),
            ("고라온", "Goh Raon"),
            ("김동률", "Kim Dong-ryul"),
            ("김동률", "Kim Dongnyul"),
            ("박문규", "Pak Mun-gyu"),
            ("박문규", "Park Moon-kyu"),
            ("권혁빈", "Kwon Hyuk-bin"),
            ("권혁빈", "Gwon Hyeok-bin"),
            ("허지숙", "Huh Ji-sook"),
            ("허지숙", "Heo Jisuk"),
            ("심별", "Shim Byul"),
            ("하늘빛나", "Ha Neul-bit-na"),
            ("다인", "Dain"),
            ("수민", "Soo-min"),
        ],
        true,
    );
}

#[test]
fn foreign_names_in_hangul() {
    check(
        &[
            ("오트마어 비초레크", "Ottmar Wieczorek"),
            ("니코 즈보나리치", "Niko Zvonaric"),
            ("브리기테 하젤바허", "Brigitte Haselbacher"),
            ("테런스 몰드리", "Terence Mouldrey"),
            ("아이다 카르보넨", "Aida Karvonen"),
            ("페데리코 살비아티", "Federico Salviati"),
        ],
        true,
    );
    check(
        &[
            ("오트마어 비초레크", "Anke Wieczorek"),
            ("테런스 몰드리", "Brigitte Haselbacher"),
            ("아이다 카르보넨", "Aida Salviati"),
            ("페데리코 살비아티", "Park Min-seo"),
            ("황보윤서", "Robert Harding"),
        ],
        false,
    );
}

#[test]
fn rare_surnames_in_both_scripts() {
    check(
        &[("예상범", "Ye Sang-beom"), ("육다인", "Yook Dain"), ("평하늘", "Pyung Ha-neul"), ("뇌지우", "Noe Ji-woo")],
        true,
    );
}

#[test]
fn a_korean_name_is_told_from_other_words() {
    let names = Names::built_in();
    for name in ["Ye Sang-beom", "Um Taesu", "Moogyul Hyun", "Hwangbo Neul", "Kim Do Hyeon"] {
        assert!(names.reads_as_korean(name), "{name}");
    }
    for name in ["Robert Harding", "Salt Road", "Weak Tide", "Harbour Prize", "Kim"] {
        assert!(!names.reads_as_korean(name), "{name}");
    }
}

#[test]
fn chinese_names_by_the_rules_for_pinyin() {
    check(
        &[
            ("쉐하오톈", "Xue Haotian"),
            ("뤼젠주", "Lü Jianzhu"),
            ("쑹즈란", "Zhi-ran Song"),
            ("추이쯔쉬안", "Cui Zixuan"),
            ("마이코", "Myco"),
            ("루브나", "Lubna"),
        ],
        true,
    );
    check(
        &[
            ("쉐하오톈", "Xue Haoran"),
            ("뤼젠주", "Lü Jianguo"),
            ("장예쑤", "Zhang Yeming"),
            ("김나라", "Lara"),
            ("한가을", "Hannah Gale"),
        ],
        false,
    );
}

#[test]
fn hangul_and_latin_of_two_names() {
    check(
        &[
            ("유수민", "Yoo Soo-jin"),
            ("유수민", "Yoo Ji-min"),
            ("유수민", "Woo Soo-min"),
            ("유수민", "Yoo Min-soo"),
            ("유수민", "Soo Yoo"),
            ("유수민", "Smith"),
            ("유수민", "Jane Smith"),
            ("김지훈", "Kim Ji-hoo"),
            ("김승민", "Kim Seong-min"),
            ("김대성", "Kim Chae-sung"),
            ("이혜리", "Lee Hae-rin"),
            ("박상원", "Park Sang-woo"),
            ("장훈", "Kang Hoon"),
            ("최정", "Choi Jin"),
            ("윤재호", "Yoon Chae-hwa"),
            ("하준", "Hyun"),
        ],
        false,
    );
}

#[test]
fn latin_spellings_of_one_korean_name() {
    check(
        &[
            ("Yoo Soo-min", "Yu Su-min"),
            ("Yoo Soo-min", "Soomin Yu"),
            ("YOO Soo-min", "Yoo Soomin"),
            ("Jung Kyung-ho", "Jeong Gyeong-ho"),
            ("Chung Woo-jin", "Jung U-jin"),
            ("Park Ji-won", "Pak Chi-won"),
            ("Lee Dong-geun", "Yi Tong-gŭn"),
            ("Lim Chae-young", "Im Chae-yeong"),
            ("Cheol-soo Kwon", "Gwon Chul-su"),
            ("Noh Hee-kyung", "Roh Hui-gyeong"),
            ("Shin Hyun-bin", "Sin Hyeon-bin"),
            ("Choe Byeong-hun", "Choi Byung-hoon"),
        ],
        true,
    );
}

#[test]
fn latin_spellings_of_two_korean_names() {
    check(
        &[
            ("Yoo Soo-min", "Yoo Soo-jin"),
            ("Kim Min-jae", "Kim Min-ji"),
            ("Jung Ho-yeon", "Jung Ho-young"),
            ("Lee Sang-woo", "Lee Sang-won"),
            ("Park Min", "Park Ji Min"),
            ("Han Seo-yeon", "Han Ji-yeon"),
            ("Kang Tae-o", "Kang Tae-woong"),
            ("Choi Min", "Cho Min"),
        ],
        false,
    );
}

#[test]
fn western_names() {
    check(
        &[
            ("Jane A. Smith", "Jane Smith"),
            ("Smith, Jane", "Jane Smith"),
            ("JANE SMITH", "Jane Smith"),
            ("José Álvarez", "Jose Alvarez"),
            ("Jose\u{301} A\u{301}lvarez", "José Álvarez"),
            ("Mary-Jane Okoro", "Mary Jane Okoro"),
            ("Dr. Ruth Okonkwo", "Ruth Okonkwo"),
            ("Bob Harding", "Robert Harding"),
            ("Liz Harding", "Elizabeth Harding"),
            ("J. A. Whitfield", "Jane A. Whitfield"),
            ("Søren Åkesson", "Soren Akesson"),
            ("Conan O’Dell", "Conan O'Dell"),
            ("Martin Bell Jr.", "Martin Bell"),
        ],
        true,
    );
    check(
        &[
            ("Jane Smith", "John Smith"),
            ("Jane Smith", "Jane Smythe-Jones"),
            ("Jane A. Smith", "Jane B. Smith"),
            ("Smith", "Jane Smith"),
            ("Jane", "Jane Smith"),
            ("J. Smith", "Jane Smith"),
            ("Bob Harding", "Richard Harding"),
        ],
        false,
    );
}

#[test]
fn hangul_spellings() {
    check(
        &[
            ("유수민", "유 수민"),
            ("유수민", "유수민 감독"),
            ("유수민", "감독 유수민"),
            ("유수민", "유수민감독님"),
            ("유수민", "\u{110b}\u{1172}\u{1109}\u{116e}\u{1106}\u{1175}\u{11ab}"),
            ("브래드 하딩", "브래드하딩"),
            ("유수민(Yoo Soo-min)", "Yu Su-min"),
        ],
        true,
    );
    check(&[("유수민", "류수민"), ("유수민", "수민"), ("유수민", "유"), ("유수민", "유수빈"), ("김님", "김군")], false);
}

#[test]
fn a_part_of_a_name_is_not_sure() {
    let names = Names::built_in();
    for (part, whole) in [("Smith", "Jane Smith"), ("수민", "유수민"), ("유", "유수민"), ("J. Smith", "Jane Smith")]
    {
        let sameness = compare(part, whole, &names);
        assert!(!sameness.same && sameness.score > 0.2, "{part} {whole} {sameness:?}");
    }
}

#[track_caller]
fn check_keys(a: &str, b: &str, meet: bool) {
    let names = Names::built_in();
    let (one, other) = (keys(a, &names), keys(b, &names));
    assert_eq!(one.iter().any(|key| other.contains(key)), meet, "{a} {one:?} {b} {other:?}");
}

#[test]
fn spellings_of_one_name_share_a_key() {
    for (a, b) in [
        ("유수민", "Yoo Soo-min"),
        ("유수민", "Soomin Yu"),
        ("정미르", "Chung Mireu"),
        ("남궁솔", "Sol Namkung"),
        ("김동률", "Kim Dongnyul"),
        ("김동률", "Kim Dong-ryul"),
        ("이특", "Leeteuk"),
        ("권혁빈", "Gwon Hyeok-bin"),
        ("Park Ji-won", "Pak Chi-won"),
        ("Jane A. Smith", "Smith, Jane"),
        ("Bob Harding", "Robert Harding"),
        ("다인", "Dain"),
        ("예상범", "Ye Sang-beom"),
        ("오트마어 비초레크", "Ottmar Wieczorek"),
        ("테런스 몰드리", "Terence Mouldrey"),
    ] {
        check_keys(a, b, true);
    }
    for (a, b) in [("유수민", "Yoo Soo-jin"), ("Jane Smith", "Mark Smith"), ("김지훈", "김대성")] {
        check_keys(a, b, false);
    }
}

#[test]
fn a_name_is_found_in_the_other_script() {
    let names = Names::built_in();
    let latin = spellings("유수민", &names);
    assert!(
        ["Yoo Soo-min", "Yu Su-min", "Yoo Soomin"].iter().all(|name| latin.contains(&(*name).to_owned())),
        "{latin:?}"
    );
    assert_eq!(spellings("남궁솔", &names).first().map(String::as_str), Some("Namgung Sol"));
    for (latin, hangul) in
        [("Yoo Soo-min", "유수민"), ("Soomin Yoo", "유수민"), ("Jung Woo-jin", "정우진"), ("Namgung Sol", "남궁솔")]
    {
        let found = hangul_candidates(latin, &names);
        assert!(found.iter().take(3).any(|name| name == hangul), "{latin} {found:?}");
    }
    // Both readings of an ambiguous spelling are kept.
    let both = hangul_candidates("Yu Sun-ho", &names);
    assert!(both.contains(&"유선호".to_owned()) && both.contains(&"유순호".to_owned()), "{both:?}");
    assert!(hangul_candidates("Jane Whitfield", &names).is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_is_too_odd(a in "\\PC{0,40}", b in "[가-힣a-zŏŭ ,.'\u{1100}-\u{11ff}-]{0,30}") {
        let names = Names::built_in();
        let (one, other) = (compare(&a, &b, &names), compare(&b, &a, &names));
        prop_assert_eq!(one, other);
        prop_assert!((0.0..=1.0).contains(&one.score));
        prop_assert!(keys(&a, &names).len() < 40 && keys(&b, &names).len() < 40);
        spellings(&b, &names);
        hangul_candidates(&b, &names);
        if !keys(&b, &names).is_empty() {
            prop_assert!(compare(&b, &b, &names).same);
        }
    }

    #[test]
    fn likely_spellings_are_the_same_name(name in "[김이박최정강조윤장임유류남][민서준지우하윤은수현영도연진호성]{1,2}") {
        let names = Names::built_in();
        for latin in spellings(&name, &names).into_iter().take(4) {
            prop_assert!(compare(&name, &latin, &names).score > 0.0, "{} {}", name, latin);
        }
    }
}

#[test]
fn a_part_of_a_name_has_a_key_of_the_whole() {
    let names = Names::built_in();
    let check = |whole: &str, part: &str| {
        let of_whole = part_keys(whole, &names);
        assert!(keys_of_part(part, &names).iter().any(|key| of_whole.contains(key)), "{part} of {whole}");
    };
    check("Baek Do-yun", "Baek");
    check("Baek Do-yun", "Do-yun");
    check("Do Yun Baek", "Do-yun");
    check("백도윤", "도윤");
    check("백도윤", "Do-yun");
    check("Baek Do-yun", "도윤");
    check("남궁슬", "남궁");
    check("Mira Okafor", "Okafor");
    assert!(part_keys("Okafor", &names).is_empty());
}

#[test]
fn short_names_in_hangul_are_compared_as_all_are() {
    let names = Names::built_in();
    let all = ["도가람", "가람", "도", "람", "가람도", "김수님", "박사", "김감독", "도가", "선생님"];
    for a in all {
        for b in all {
            // What has a space behind it is cut into its words.
            let cut = compare(&format!("{a} "), &format!("{b} "), &names);
            assert_eq!(compare(a, b, &names), cut, "{a} {b}");
        }
    }
}
