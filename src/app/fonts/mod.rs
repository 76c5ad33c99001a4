//! Fonts of the system for characters that egui's own fonts lack: names in Hangul, kana, Chinese characters and others.
//!
//! egui asks for a font when it first draws such a character. The answer comes from a thread, which reads the system's
//! list of fonts with the first request; until then the character's place is empty. A character that no font has is
//! drawn as a box with its code point.

mod code_point_box;
#[cfg(not(target_family = "wasm"))]
mod search;

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::mpsc::Sender;
#[cfg(not(target_family = "wasm"))]
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use egui::epaint::text::{FallbackRequest, FontInsert, FontProvider};
use egui::epaint::text::{GlyphRasterizer, GlyphRasterizerRequest, RasterizedGlyph};

#[cfg(not(target_family = "wasm"))]
use self::search::{FontSearch, InstalledFonts};
#[cfg(not(target_family = "wasm"))]
use crate::platform::thread;

/// The system's fonts. Clones share what they have found.
#[derive(Clone)]
pub struct SystemFonts {
    answers: Arc<Answers>,
    /// The monospaced font, once the page has fetched it.
    #[cfg(target_family = "wasm")]
    monospaced: Option<FontInsert>,
}

/// Answers to egui's requests, by character.
#[derive(Default)]
struct Answers {
    known: Mutex<HashMap<char, Answer>>,
    requests: Mutex<Option<Sender<char>>>,
    /// Characters without a font that were not reported yet.
    missing: Mutex<Vec<char>>,
}

#[derive(Clone)]
enum Answer {
    /// The thread has not answered yet.
    Awaited,
    /// A font that has the character.
    #[cfg_attr(target_family = "wasm", allow(dead_code, reason = "a page does not get at the fonts of the system"))]
    Font(FontInsert),
    /// No font has it.
    None,
}

impl SystemFonts {
    /// Fonts of the system. `found` is called on another thread after each search; then [`SystemFonts::install`] applies
    /// the result.
    #[cfg(not(target_family = "wasm"))]
    pub fn new(found: impl Fn() + Send + 'static) -> SystemFonts {
        SystemFonts::with_search(|| InstalledFonts::of_system().into(), found)
    }

    /// None: a page does not get at the fonts of the system, but the browser draws with them what egui lacks.
    #[cfg(target_family = "wasm")]
    pub fn new(_found: impl Fn() + Send + 'static) -> SystemFonts {
        SystemFonts { answers: Arc::default(), monospaced: None }
    }

    /// Takes the monospaced font, which is also the fallback for missing glyphs such as arrows.
    #[cfg(target_family = "wasm")]
    pub fn set_monospaced(&mut self, bytes: Vec<u8>) {
        use egui::FontFamily::{Monospace, Proportional};
        use egui::epaint::text::{FontPriority, InsertFontFamily};
        let family = |family, priority| InsertFontFamily { family, priority };
        let families = vec![family(Monospace, FontPriority::Highest), family(Proportional, FontPriority::Lowest)];
        self.monospaced = Some(FontInsert::new("Hack", egui::FontData::from_owned(bytes), families));
    }

    #[cfg(not(target_family = "wasm"))]
    fn with_search(
        fonts: impl FnOnce() -> FontSearch + Send + 'static,
        found: impl Fn() + Send + 'static,
    ) -> SystemFonts {
        let (sender, requests) = channel();
        let answers = Arc::new(Answers { requests: Mutex::new(Some(sender)), ..Answers::default() });
        let shared = answers.clone();
        let work = move || shared.answer(&requests, fonts, &found);
        if let Err(error) = thread::spawn("fonts", work) {
            log::error!("no thread that searches fonts: {error}");
            *lock(&answers.requests) = None;
        }
        SystemFonts { answers }
    }

    /// Makes egui ask for fonts, again if it was asking before.
    pub fn install(&self, ctx: &egui::Context) {
        let answers = self.answers.clone();
        let draw = move |request: &GlyphRasterizerRequest<'_>| answers.glyph(request);
        ctx.set_glyph_rasterizers(vec![GlyphRasterizer::new("code points", draw)]);
        ctx.set_font_providers(vec![self.answers.clone() as Arc<dyn FontProvider>]);
        #[cfg(target_family = "wasm")]
        self.monospaced.iter().for_each(|font| ctx.add_font(font.clone()));
    }

    /// The characters without a font since the last call, in the order in which they were needed.
    pub fn take_missing(&self) -> Vec<char> {
        std::mem::take(&mut *lock(&self.answers.missing))
    }
}

impl Answers {
    /// Answers requests until the window is gone. The list of fonts is read with the first request.
    #[cfg(not(target_family = "wasm"))]
    fn answer(&self, requests: &Receiver<char>, fonts: impl FnOnce() -> FontSearch, found: &dyn Fn()) {
        let Ok(first) = requests.recv() else { return };
        let mut fonts = fonts();
        let mut next = Some(first);
        while let Some(character) = next.take().or_else(|| requests.recv().ok()) {
            // All characters of a frame are answered together: each answer makes egui lay out its texts again.
            for character in std::iter::once(character).chain(requests.try_iter()) {
                let answer = fonts.font_with(character).map_or(Answer::None, Answer::Font);
                if matches!(answer, Answer::None) {
                    lock(&self.missing).push(character);
                }
                lock(&self.known).insert(character, answer);
            }
            found();
        }
    }

    /// The glyph of a character without a font: nothing while a font is searched, then a box with its code point.
    fn glyph(&self, request: &GlyphRasterizerRequest<'_>) -> Option<RasterizedGlyph> {
        let character = request.cluster.chars().next()?;
        let answer = lock(&self.known).get(&character).cloned();
        match answer {
            Some(Answer::Awaited) => Some(code_point_box::empty(request.font_size_px)),
            #[cfg(target_family = "wasm")]
            _ => super::web::glyph::draw(request),
            #[cfg(not(target_family = "wasm"))]
            _ => Some(code_point_box::of(character, request.font_size_px)),
        }
    }
}

impl FontProvider for Answers {
    fn font_for(&self, request: &FallbackRequest<'_>) -> Option<FontInsert> {
        let character = request.cluster.chars().next()?;
        match lock(&self.known).entry(character) {
            Entry::Occupied(known) => match known.get() {
                Answer::Font(font) => return Some(font.clone()),
                Answer::Awaited | Answer::None => return None,
            },
            // Before the request: the answer may come at once.
            Entry::Vacant(unknown) => unknown.insert(Answer::Awaited),
        };
        let unsent = |requests: &Sender<char>| requests.send(character).is_err();
        if lock(&self.requests).as_ref().is_none_or(unsent) {
            lock(&self.known).insert(character, Answer::None);
        }
        None
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{Color32, FontId};
    use std::time::Duration;

    /// A context that shows texts, and the event that a search has ended.
    struct Shown {
        ctx: egui::Context,
        fonts: SystemFonts,
        found: Receiver<()>,
    }

    impl Shown {
        fn new(search: impl FnOnce() -> FontSearch + Send + 'static) -> Shown {
            let (sender, found) = channel();
            let (ctx, fonts) = (
                egui::Context::default(),
                SystemFonts::with_search(search, move || sender.send(()).unwrap_or_default()),
            );
            crate::ui::style::apply(&ctx);
            fonts.install(&ctx);
            Shown { ctx, fonts, found }
        }

        fn show(&self, text: &str) {
            let output = self.ctx.run_ui(egui::RawInput::default(), |ui| drop(ui.label(text)));
            output.drop_without_applying_deltas();
        }

        /// Shows a text until fonts were searched for all of it.
        fn settle(&self, text: &str) {
            self.show(text);
            while self.found.recv_timeout(Duration::from_secs(60)).is_ok() {
                self.fonts.install(&self.ctx);
                self.show(text);
                let known = lock(&self.fonts.answers.known);
                if !known.values().any(|answer| matches!(answer, Answer::Awaited)) {
                    return;
                }
            }
            panic!("no answer for {text}");
        }

        fn has(&self, text: &str) -> bool {
            self.ctx.fonts_mut(|fonts| fonts.has_glyphs(&FontId::proportional(13.5), text))
        }
    }

    #[test]
    fn turkish_and_cyrillic_need_no_font_of_the_system() {
        let shown = Shown::new(|| panic!("nothing is searched"));
        shown.show("Bölge ğışçöüĞİŞÇÖÜ Зона Ёж");
        assert!(shown.has("Bölge ğışçöüĞİŞÇÖÜ Зона Ёж"));
        assert!(shown.ctx.fonts_mut(|fonts| fonts.has_glyphs(&FontId::monospace(12.0), "ğışĞİŞЗонаё")));
    }

    #[test]
    fn names_in_other_scripts_are_drawn_with_fonts_of_the_system() {
        for text in ["나이트", "ナイト", "ないと", "騎士"] {
            let shown = Shown::new(|| InstalledFonts::of_system().into());
            shown.settle(text);
            let missing = shown.fonts.take_missing();
            if missing.is_empty() {
                assert!(shown.has(text), "{text}");
            } else {
                assert!(!shown.has(text));
                eprintln!("skipped: no installed font has {text}");
            }
        }
    }

    #[test]
    fn without_a_font_a_character_is_a_box_that_is_as_wide_as_its_digits() {
        let shown = Shown::new(|| InstalledFonts::none().into());
        shown.settle("ab나ab이ab");
        assert_eq!(shown.fonts.take_missing(), ['나', '이']);
        assert!(shown.fonts.take_missing().is_empty());
        let width = |text: &str| {
            let layout = |fonts: &mut egui::epaint::text::FontsView<'_>| {
                fonts.layout_no_wrap(text.to_owned(), FontId::proportional(13.5), Color32::WHITE).size().x
            };
            shown.ctx.fonts_mut(layout)
        };
        assert!(width("ab나ab") > width("abab") + 8.0, "{} {}", width("ab나ab"), width("abab"));
    }

    #[test]
    fn a_character_is_searched_once() {
        let (count, counted) = channel();
        let search = move || {
            FontSearch::from_fn(move |character| {
                count.send(character).unwrap();
                None
            })
        };
        let shown = Shown::new(search);
        shown.settle("나나나");
        for _ in 0..3 {
            shown.show("나나나 ㅤ나");
        }
        assert_eq!(counted.try_iter().filter(|character| *character == '나').count(), 1);
    }
}
