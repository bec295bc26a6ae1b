//! English words that some rules look for: `lexicon/en/small_words.txt`.

use crate::lexicon::lists::lists;

lists! {
    /// Words that some rules look for, whatever else they are.
    EnglishSmallWords of table!("en/small_words.txt") {
        /// Written without a capital in titles.
        small_in_title,
        /// Inside a name: van, der.
        in_name,
        /// Behind the surname: Jr., folded.
        behind_name,
        /// Places for those who speak there: White House.
        speaking_place,
        /// The name behind them depends on another word.
        before_dependent,
        /// Between actor and character: plays.
        plays,
        /// Between those and the actor.
        by,
        /// Between an actor and those.
        before_plays,
        /// Between a character and those.
        before_played,
        /// Between those and the character.
        before_character,
        /// Right before a character.
        character,
        /// Right before several characters.
        several_characters,
        /// Between two characters.
        and,
        /// A verb that is a part of a role: lead.
        role_verb,
        /// Before the name of who wrote an article.
        byline,
        /// As one speaks of oneself in an interview.
        speaking_of_oneself,
        /// Before a question: Q:.
        question_label,
        /// Before the name of a place or thing: in, the.
        before_place,
        /// Q. and A., before what is asked and answered.
        turn_label,
        /// Before one's own name: I'm.
        before_own_name,
        /// Between two names of one person, in small letters: whose real name is.
        other_name,
        /// Before one's own name as one says it, in small letters: my name is.
        own_name,
    }
}
