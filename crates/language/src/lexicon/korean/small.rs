//! Korean endings and small words that rules look for: `lexicon/ko/quoting.txt` and `small_words.txt`.

use crate::lexicon::lists::lists;

lists! {
    /// What is put behind words to say that somebody says them.
    Quoting of table!("ko/quoting.txt") {
        /// Somebody says the words in marks before it, even behind a space: 라고, 라며.
        said,
        /// The same, only where it is glued to the marks: 다고, 란다.
        said_glued,
        /// Particles that may stand behind those: 라고도.
        behind_said,
        /// The next noun is what the words say: 라는 말.
        describing,
        /// The same, only behind words that end as a sentence does: 는, 던.
        describing_speech,
        /// Behind the last of a list: 등의.
        listing,
        /// Forms of 이다.
        copula,
        /// Polite forms of 이다.
        copula_polite,
        /// 을, 를.
        object,
        /// Particles of what somebody says.
        object_of_saying,
        /// Particles of what somebody asks first.
        object_of_asking,
        /// Behind the verb of words without marks: 다고, 라며.
        reported,
        /// Those of them that end a clause whose subject does not speak.
        reported_apart,
        /// Those of them that make what was said the words of somebody nearer.
        reported_again,
        /// Those of them with which somebody says what they themselves want or propose: 겠다고, 자고.
        volition,
        /// Behind a verb in the past, in a clause that tells what happened.
        behind_past,
        /// Those of them behind which a noun of time stands.
        behind_past_time,
        /// Those of them behind which words in marks may go on.
        reported_on,
        /// The same before a noun of saying: 다는.
        reported_of,
        /// What the last word of a reported clause has behind what was said.
        no_part_of_words,
        /// Final syllables with which a sentence may end.
        sentence_end,
        /// With which a reporter's sentence ends.
        statement_end,
        /// With which a question may end that is none by its form.
        lead_end,
        /// With which one speaks to somebody.
        polite_end,
        /// Final syllables of words that are no nouns.
        no_noun_end,
        /// Final syllables of adverbs.
        adverb_end,
        /// Begins what goes on behind words in marks that end as a sentence does.
        sentence_goes_on,
    }
}

lists! {
    /// Words that some rules look for, whatever else they are.
    SmallWords of table!("ko/small_words.txt") {
        /// Nouns of what somebody means: 뜻, 방침.
        meant,
        /// Verbs behind 다고 that nobody is the subject of: 알려졌다.
        hearsay,
        /// Verbs before a noun that say nothing of who acts: 열린.
        passing,
        /// Who is named before them is the source: 따르면.
        according,
        /// They make the noun before them a topic: 역시.
        too,
        /// The subject hears what somebody else said: 듣고.
        heard,
        /// Beginnings of such verbs.
        hear,
        /// Behind 에 it goes on with what somebody said: 이어.
        next_to_it,
        /// Beginnings of words that go on with what was said: 덧붙.
        goes_on,
        /// Particles behind whom words are heard from: 에게서.
        giver,
        /// Those of them that are no particle where words are cut: 로부터.
        giver_from,
        /// Whoever speaks already: 저, 우리.
        oneself_speaking,
        /// The same with particles, as in an interview: 저는.
        speaking_of_oneself,
        /// Numbers before a role that is several persons.
        several,
        /// The number before a role that nobody names.
        one,
        /// 님, behind a role.
        honour,
        /// 님 and 분, behind either.
        honour_or_person,
        /// 씨.
        mister,
        /// Honours behind a given name alone: 씨, 스님.
        of_given,
        /// The same with which a sentence ends: 씨다.
        mister_is,
        /// 들.
        plural,
        /// 측, whoever speaks for somebody.
        side,
        /// 측 and 쪽, behind the name of that somebody.
        on_side,
        /// 본인, behind the name.
        the_same,
        /// 전 and 현, between a name and a role.
        former,
        /// 대, the end of the short name of a university.
        university,
        /// Roles that such a name stands before: 교수.
        university_role,
        /// 역, what an actor plays.
        part,
        /// The same in a note behind a name.
        part_noted,
        /// What says that somebody plays the part before it: 맡은.
        playing,
        /// What says that somebody plays the character before it: 연기한.
        playing_whom,
        /// Behind the name of a body, who works there: 관계자.
        of_body,
        /// In a note behind it, who leads it: 대표.
        leads_body,
        /// 본명, before another name.
        real_name,
        /// Between two names of one person: 본명, 예명.
        other_name,
        /// Before one's own name as one says it: 제 이름은.
        own_name,
        /// With which a noun makes a verb, before further endings.
        verb_of_noun,
        /// 자, the end of nouns for people that are made of other nouns.
        doer,
        /// The last syllable of nouns for what somebody does.
        person_end,
        /// The last syllable of bodies and places that stand before their heads.
        body_end,
        /// The end of a verb before those that deny it: 지.
        before_not,
        /// How those begin: 않.
        nots,
        /// The same right before the verb: 안.
        not_word,
        /// The end of a verb of what was only planned: 려.
        only_planned,
        /// The end of such a verb before one of trying: 말하려.
        planned_of,
        /// How that begins: 했다.
        tried,
        /// Behind 말한, before words that deny it: 적이.
        done_fact,
        /// How those begin: 없.
        undone,
        /// What somebody is called who was named before: 선생님.
        elder,
        /// Before a question: 질문:.
        question_label,
        /// With which a verb ends that only looks like a name with 는.
        verb_end,
        /// With which verbs and other words end, and seldom a name.
        form_end,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_are_the_longest_that_fit() {
        let quoting = Quoting::built_in();
        assert_eq!(quoting.no_part_of_words.ending("중이라고"), Some("이라고"));
        assert_eq!(quoting.copula.strip("말이다"), Some("말"));
        assert!(quoting.said.has("라고") && !quoting.said.has("그라고") && quoting.reported.ends("떠난다고"));
    }

    #[test]
    fn every_list_has_rows() {
        let lists = format!("{:?} {:?}", Quoting::built_in(), SmallWords::built_in());
        assert!(!lists.contains("rows: []"), "{lists}");
    }
}
