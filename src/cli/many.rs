//! Commands over many files: expansion, parallel execution, and a progress bar on a terminal; results are in the order
//! of the inputs, and a bad file never stops the rest.

use std::io::{self, IsTerminal, Write};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::platform::parallel::*;
use crate::platform::time::{Duration, Instant};

use super::GlobalArgs;
use super::inputs::{Input, expand_folders, expand_patterns};
use super::output::{Style, note, understands_escapes};
use crate::formats::kernel::number::grouped;
use crate::formats::kernel::visible::visible;

/// Interval between updates of the bar.
const REDRAW: Duration = Duration::from_millis(80);
/// Width of the bar in characters.
const BAR: usize = 24;

/// Expands patterns and, if requested, folders. `hint` completes the error of a folder without zones.
pub fn expand(inputs: impl IntoIterator<Item = Input>, recursive: bool, hint: Option<&'static str>) -> Vec<Input> {
    let inputs = expand_patterns(inputs.into_iter().collect());
    if recursive { expand_folders(inputs, hint) } else { inputs }
}

/// Runs a function for each input, on all cores; results are in the order of the inputs.
pub fn for_each<T: Send>(global: &GlobalArgs, inputs: &[Input], work: impl Fn(&Input) -> T + Sync) -> Vec<T> {
    if let [one] = inputs {
        return vec![work(one)];
    }
    let (bar, count) = (Bar::new(global), AtomicUsize::new(0));
    let done = inputs.par_iter().map(|input| {
        let result = work(input);
        bar.show(count.fetch_add(1, Ordering::Relaxed) + 1, inputs.len(), &input.name());
        result
    });
    done.collect()
}

/// Prints a summary of the results on standard error; nothing for a single file.
pub fn summarize(global: &GlobalArgs, files: usize, summary: &str) {
    if files > 1 && !global.quiet {
        note(Style::PLAIN, &format!("{} files: {summary}", grouped(files as u64)));
    }
}

/// A progress bar on standard error, if that is a terminal; removed on drop.
pub struct Bar {
    state: Option<Mutex<ProgressState>>,
}

#[derive(Default)]
struct ProgressState {
    done: usize,
    drawn: Option<Instant>,
}

impl Bar {
    pub fn new(global: &GlobalArgs) -> Bar {
        let shown = !global.quiet && io::stderr().is_terminal() && understands_escapes();
        Bar { state: shown.then(Mutex::default) }
    }

    /// Updates the progress, from any thread. Outdated values are ignored.
    pub fn show(&self, done: usize, total: usize, name: &str) {
        let Some(state) = &self.state else { return };
        let Ok(mut state) = state.lock() else { return };
        if done < state.done || state.drawn.is_some_and(|drawn| drawn.elapsed() < REDRAW) {
            return;
        }
        *state = ProgressState { done, drawn: Some(Instant::now()) };
        let _ = write!(io::stderr().lock(), "\r\x1b[K{}", line(done, total, name));
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        if self.state.is_some() {
            let _ = write!(io::stderr().lock(), "\r\x1b[K");
        }
    }
}

fn line(done: usize, total: usize, name: &str) -> String {
    let full = done.min(total) * BAR / total.max(1);
    format!("[{}{}] {done}/{total} {}", "=".repeat(full), " ".repeat(BAR - full), visible(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_inputs() {
        let inputs: Vec<Input> = (0..100).map(|i| Input::Path(i.to_string().into())).collect();
        let names = for_each(&GlobalArgs::default(), &inputs, Input::name);
        assert_eq!(names, (0..100).map(|i| i.to_string()).collect::<Vec<_>>());
    }

    #[test]
    fn the_bar_fills() {
        assert_eq!(line(1, 2, "a.gtd"), format!("[{}{}] 1/2 a.gtd", "=".repeat(12), " ".repeat(12)));
        assert_eq!(line(1, 1, "\x1b[A\n.gtd"), format!("[{}] 1/1 \\x1b[A\\n.gtd", "=".repeat(24)));
        assert_eq!(line(0, 0, ""), format!("[{}] 0/0 ", " ".repeat(24)));
    }
}
