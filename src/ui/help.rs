//! Help: functions of the keys, by the bindings in effect, and of the mouse.

use super::text::{Texts, fill};
use crate::input::{Action, Bindings, command_name};

/// One line of help: input and function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct HelpLine {
    /// The keys or mouse movements, as text.
    pub keys: Vec<String>,
    pub does: String,
}

/// A group of help lines under a title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct HelpGroup {
    pub title: &'static str,
    pub lines: Vec<HelpLine>,
}

/// Help for the bindings in effect.
pub(super) fn groups(text: &Texts, bindings: &Bindings) -> Vec<HelpGroup> {
    let line = |action: Action| HelpLine { keys: bindings.keys_of(action), does: text.action_name(action) };
    let group = |title, held| {
        let actions = Bindings::actions().filter(|action| action.is_held() == held);
        let lines = actions.map(line).filter(|line| !line.keys.is_empty()).collect();
        HelpGroup { title, lines }
    };
    let words = &text.help;
    let mut flying = group(words.flying, true);
    flying.lines.extend([by_hand(&["Shift"], words.faster), by_hand(&["Ctrl"], words.slower)]);
    let mut keys = group(words.keys, false);
    keys.lines.push(by_hand(&["1 – 9"], words.go_to_view));
    keys.lines.push(by_hand(&[&format!("{}+1 – 9", command_name())], words.store_view));
    let mouse = HelpGroup { title: words.mouse, lines: mouse(text) };
    vec![flying, mouse, HelpGroup { title: words.fingers, lines: fingers(text) }, keys]
}

fn by_hand(keys: &[&str], does: &str) -> HelpLine {
    HelpLine { keys: keys.iter().map(|&key| key.to_owned()).collect(), does: does.to_owned() }
}

/// Functions of the mouse.
fn mouse(text: &Texts) -> Vec<HelpLine> {
    let words = &text.help;
    vec![
        by_hand(&[words.right_click], words.point_menu),
        by_hand(&[words.right_drag, words.left_drag], words.look),
        by_hand(&[words.middle_drag, words.alt_drag], words.orbit),
        by_hand(&[words.wheel], words.speed),
        by_hand(&[words.click], words.select),
        by_hand(&[&fill(words.command_click, &[("key", &command_name())])], words.add_object),
        by_hand(&[words.alt_click], words.select_ground),
        by_hand(&[words.double_click], words.fly_there),
        by_hand(&[words.drop_file], words.open_it),
    ]
}

/// Functions of fingers on the picture.
pub(super) fn fingers(text: &Texts) -> Vec<HelpLine> {
    let words = &text.help;
    vec![
        by_hand(&[words.one_finger], words.look),
        by_hand(&[words.two_fingers], words.fly_aside),
        by_hand(&[words.pinch], words.fly_ahead),
        by_hand(&[words.tap], words.select),
        by_hand(&[words.double_tap], words.fly_to_point),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::BINDINGS;
    use crate::ui::Language;

    #[test]
    fn help_names_every_binding_in_every_language() {
        for text in Language::ALL.map(Language::texts) {
            let bindings = Bindings::default();
            let groups = groups(text, &bindings);
            let all = format!("{groups:?}");
            for binding in BINDINGS {
                for key in bindings.keys_of(binding.action) {
                    assert!(all.contains(&format!("{key:?}")), "{key}");
                }
                assert!(all.contains(&text.action_name(binding.action)));
            }
            assert!(groups.iter().all(|g| g.lines.iter().all(|l| !l.keys.is_empty() && !l.does.is_empty())));
        }
    }
}
