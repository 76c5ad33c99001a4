//! Messages to the user: problems, which stay until dismissed, and one short message, which disappears.

use crate::formats::kernel::visible::visible;
use crate::ui::Problem;

/// Duration of a short message, seconds.
const TOAST_SECS: f64 = 2.0;

/// Problems and the short message.
#[derive(Debug, Default)]
pub struct Messages {
    problems: Vec<Problem>,
    toast: Option<Toast>,
}

/// A short message, and how long it is shown.
#[derive(Debug)]
struct Toast {
    text: String,
    secs: f64,
    /// The time at which it disappears: counted from its first frame, which may be late. None before.
    until_secs: Option<f64>,
}

impl Messages {
    pub fn advance(&mut self, now_secs: f64) {
        self.toast.take_if(|toast| *toast.until_secs.get_or_insert(now_secs + toast.secs) <= now_secs);
    }

    /// Shows a short message, in place of the previous one.
    pub fn say(&mut self, text: &str) {
        self.say_for(text, TOAST_SECS);
    }

    /// As [`Messages::say`], for some seconds: for texts that take longer to read.
    pub fn say_for(&mut self, text: &str, secs: f64) {
        self.toast = Some(Toast { text: visible(text).into_owned(), secs, until_secs: None });
    }

    /// Hides the short message.
    pub fn unsay(&mut self) {
        self.toast = None;
    }

    /// Adds a problem to the list, unless it is listed already.
    pub fn complain(&mut self, problem: Problem) {
        log::warn!("{}", one_line(&problem));
        let [title, detail] = [&problem.title, &problem.detail].map(|text| visible(text).into_owned());
        let problem = Problem { title, detail, ..problem };
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }

    /// Removes the problem with this index, if any.
    pub fn dismiss(&mut self, index: usize) {
        if index < self.problems.len() {
            self.problems.remove(index);
        }
    }

    pub fn dismiss_all(&mut self) {
        self.problems.clear();
    }

    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    pub fn toast(&self) -> Option<&str> {
        self.toast.as_ref().map(|toast| toast.text.as_str())
    }

    /// All messages, one a line.
    #[cfg(any(target_family = "wasm", test))]
    pub fn text(&self) -> String {
        let toast = self.toast().map(str::to_owned);
        toast.into_iter().chain(self.problems.iter().map(one_line)).collect::<Vec<_>>().join("\n")
    }

    /// Time at which the short message disappears.
    pub fn toast_until_secs(&self) -> Option<f64> {
        self.toast.as_ref().and_then(|toast| toast.until_secs)
    }
}

/// A problem as one line of the log.
fn one_line(problem: &Problem) -> String {
    let reason = problem.reason();
    if problem.advice.is_empty() { reason } else { format!("{reason}. {}", problem.advice) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_has_title_cause_and_advice_as_far_as_there_are() {
        let line = |detail: &str, advice: &str| {
            one_line(&Problem { advice: advice.into(), ..problem("The file dialog closed", detail) })
        };
        assert_eq!(line("no answer", "Try again."), "The file dialog closed: no answer. Try again.");
        assert_eq!(line("", "Try again."), "The file dialog closed. Try again.");
        assert_eq!(line("no answer", ""), "The file dialog closed: no answer");
    }

    fn problem(title: &str, detail: &str) -> Problem {
        Problem { title: title.into(), detail: detail.into(), advice: "Try again.".into(), again: None }
    }

    #[test]
    fn a_short_message_vanishes_and_the_next_one_takes_its_place() {
        let mut messages = Messages::default();
        messages.say("one");
        messages.advance(2.5);
        messages.say("two");
        assert_eq!((messages.toast(), messages.toast_until_secs()), (Some("two"), None));
        messages.advance(9.0);
        assert_eq!(
            (messages.toast(), messages.toast_until_secs()),
            (Some("two"), Some(11.0)),
            "its first frame is late"
        );
        messages.advance(11.0);
        assert_eq!(messages.toast(), None);
    }

    #[test]
    fn names_in_messages_are_visible() {
        let mut messages = Messages::default();
        messages.say("a\u{202e}b");
        messages.complain(problem("cannot open", "x\x1b[2J\n.gtd: gone"));
        assert_eq!(messages.toast(), Some(r"a\u{202e}b"));
        assert_eq!(messages.problems()[0].detail, r"x\x1b[2J\n.gtd: gone");
    }

    #[test]
    fn the_text_has_the_short_message_and_all_problems() {
        let mut messages = Messages::default();
        assert_eq!(messages.text(), "");
        messages.say("copied");
        messages.complain(problem("cannot open", "gone"));
        assert_eq!(messages.text(), "copied\ncannot open: gone. Try again.");
    }

    #[test]
    fn a_problem_is_listed_once_and_dismissed_by_its_index() {
        let mut messages = Messages::default();
        for title in ["a", "b", "a"] {
            messages.complain(problem(title, "why"));
        }
        messages.dismiss(7);
        assert_eq!(messages.problems().len(), 2);
        messages.dismiss(0);
        assert_eq!(messages.problems()[0].title, "b");
        messages.dismiss_all();
        assert!(messages.problems().is_empty());
    }
}
