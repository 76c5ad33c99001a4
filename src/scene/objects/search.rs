//! Search for objects by their names and those of their files.

/// Most words of a search; further ones are ignored.
const MOST_WORDS: usize = 64;

/// A search: each of its words must occur in the name of an object, or in that of a mesh or texture file of it. Letter
/// case does not matter. A part in quotes is one word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ObjectSearch {
    words: Vec<String>,
}

impl ObjectSearch {
    /// The search of a text.
    pub fn new(text: &str) -> ObjectSearch {
        // Within quotes are the parts with odd numbers.
        let parts = text.split('"').enumerate();
        let words = parts.flat_map(|(number, part)| -> Vec<&str> {
            if number % 2 == 1 { vec![part] } else { part.split_whitespace().collect() }
        });
        let words = words.filter(|word| !word.trim().is_empty()).take(MOST_WORDS);
        ObjectSearch { words: words.map(folded).collect() }
    }

    /// The search for a file by its whole name.
    pub fn for_file(name: &str) -> String {
        let plain = name.replace('"', " ");
        if plain.contains(char::is_whitespace) { format!("\"{plain}\"") } else { plain }
    }

    /// Whether every object matches.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The words that occur in a name: a bit for each.
    pub fn words_in(&self, name: &str) -> u64 {
        if self.words.is_empty() {
            return 0;
        }
        let name = folded(name);
        let bits = self.words.iter().enumerate().filter(|(_, word)| name.contains(word.as_str()));
        bits.fold(0, |bits, (number, _)| bits | 1 << number)
    }

    /// Whether the bits of [`ObjectSearch::words_in`] are those of all words.
    pub fn is_all(&self, bits: u64) -> bool {
        bits.count_ones() as usize == self.words.len()
    }
}

/// A name for comparison: in lower case, with the separator of the client's files.
fn folded(name: &str) -> String {
    name.to_lowercase().replace('/', "\\")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(search: &str, names: &[&str]) -> bool {
        let search = ObjectSearch::new(search);
        search.is_all(names.iter().fold(0, |bits, name| bits | search.words_in(name)))
    }

    #[test]
    fn every_word_occurs_in_some_name() {
        let names = ["Big Tree", "Object\\tree_post.N3PMESH", "object\\leaf 1.dxt"];
        for search in
            ["", "  ", "tree", "TREE leaf", "post leaf big", "object/leaf", "\"leaf 1\"", "\"", "big\"\" tree"]
        {
            assert!(matches(search, &names), "{search:?}");
        }
        for search in ["rock", "tree rock", "\"tree leaf\"", "\"post leaf\" tree"] {
            assert!(!matches(search, &names), "{search:?}");
        }
        assert!(ObjectSearch::new(" \" \" ").is_empty());
    }

    #[test]
    fn a_file_is_found_by_its_whole_name() {
        for name in ["object\\leaf.dxt", "object\\leaf 1.dxt", "object\\\"leaf\" 1.dxt"] {
            let search = ObjectSearch::new(&ObjectSearch::for_file(name));
            assert!(search.is_empty() || search.words.len() == 1, "{name}");
        }
        assert!(matches(&ObjectSearch::for_file("a 1.dxt"), &["a 1.dxt"]));
        assert!(!matches(&ObjectSearch::for_file("a 1.dxt"), &["1.dxt", "a.dxt"]));
    }

    #[test]
    fn a_long_search_ends_after_its_first_words() {
        assert!(matches(&"tree ".repeat(1000), &["tree"]));
    }
}
