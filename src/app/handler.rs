//! winit event handler: routes events and schedules the wake-ups of the event loop.

mod compare;
mod device_recovery;
mod input;
mod opening;
#[cfg(target_family = "wasm")]
mod page;
mod saving;
mod screenshot;

use std::sync::Arc;

use anyhow::{Context, Result};
use winit::application::ApplicationHandler;
use winit::event::{DeviceEvent, DeviceId, StartCause, WindowEvent};
use winit::event_loop::{ActiveEventLoop, ControlFlow, EventLoopProxy};
use winit::window::{Window, WindowId};

use super::background_task::{self, TaskResult};
use super::frame::{OpenDevice, WindowRenderer};
use super::map_store::MapFolder;
use super::redraw_scheduler::{self, NextFrame};
use super::settings::{Saver, Store};
use super::state::{Effect, LaunchOptions, State, Taken};
use super::watch::Watch;
use super::{Options, UserEvent, desktop, dialog, window};
use crate::export::ExportError;
use crate::input::touch::Touches;
use crate::load::DataForms;
use crate::load::Load;
use crate::load::LoadOptions;
use crate::load::Request;
use crate::load::ZoneSource;
use crate::platform::time::{Duration, Instant};
use crate::platform::{Later, spawn};
use crate::render::QualityRequest;
use crate::scene::SceneUpdate;
use crate::ui::{Language, PanelCommand};

/// The program, driven by the event loop.
pub struct Handler {
    options: Options,
    proxy: EventLoopProxy<UserEvent>,
    saver: Saver,
    watches: saving::Watches,
    started: Instant,
    state: State,
    /// The window, from its creation until its first device is open.
    window: Option<Arc<Window>>,
    stage: Option<WindowRenderer>,
    /// Data forms for the first device, of loads that start before it is opened.
    first_forms: Later<DataForms>,
    /// Title of the window.
    title: String,
    due: NextFrame,
    /// On a CPU adapter animations stop at this time: an idle window must not occupy a core, and panels in use must not
    /// wait for frames of the world.
    animates_until_secs: f64,
    /// The last frame found the window not visible: minimized, or without area.
    hidden: bool,
    /// The window is covered, as reported by the system.
    covered: bool,
    /// Watches the files of the open zone; none if that is not possible.
    watch: Option<Watch>,
    /// The device, while it is replaced, and times of recent losses.
    recovery: device_recovery::Recovery,
    screenshots: screenshot::Screenshots,
    /// Updates of loads wait until the device has caught up.
    postponed: bool,
    /// Portions of them that were taken since the last frame.
    portions: u32,
    /// The fingers on the picture.
    touches: Touches,
    /// The window has the keyboard.
    focused: bool,
    /// The window exists no more: nothing can be asked of it.
    window_gone: bool,
    #[cfg(target_family = "wasm")]
    page: page::PageState,
    outcome: Result<u8>,
}

/// Interval of visibility checks of a hidden window.
const HIDDEN_SECS: f64 = 1.0;
/// On a CPU adapter animations stop this long after the last input to the world.
const CPU_ANIMATION_SECS: f64 = 5.0;
/// Delay before the next attempt after the surface provided no frame.
const LATER_SECS: f64 = 0.02;

impl Handler {
    /// A program whose window does not exist yet.
    pub fn new(mut options: Options, proxy: EventLoopProxy<UserEvent>, mut store: Store) -> Handler {
        let (settings, complaint) = store.load();
        let settings_file = store.file().map(std::path::Path::to_owned);
        let launch_options = LaunchOptions {
            view: options.view.clone(),
            settings_file,
            maps: MapFolder::of_user(),
            welcome: options.welcome,
        };
        options.budget_bytes = options.budget_bytes.or(super::state::budget_bytes(&settings.preferences));
        let mut state = State::new(settings, launch_options);
        state.language_of_system = Language::of_tags(sys_locale::get_locales());
        if let Some(complaint) = complaint {
            state.complain(state.text().messages.settings_unreadable, &complaint);
        } else if store.file().is_none() {
            state.complain(state.text().messages.nothing_remembered, state.text().messages.no_home);
        }
        let started = Instant::now();
        Handler {
            options,
            proxy,
            saver: Saver::new(store),
            watches: saving::Watches::new(state.lasting_choices()),
            started,
            state,
            window: None,
            stage: None,
            first_forms: Later::default(),
            title: String::new(),
            due: NextFrame::Never,
            animates_until_secs: CPU_ANIMATION_SECS,
            hidden: false,
            covered: false,
            watch: None,
            recovery: device_recovery::Recovery::default(),
            screenshots: screenshot::Screenshots::default(),
            postponed: false,
            portions: 0,
            touches: Touches::default(),
            focused: true,
            window_gone: false,
            #[cfg(target_family = "wasm")]
            page: page::PageState::default(),
            outcome: Ok(0),
        }
    }

    /// The exit code of the program after the event loop has ended.
    ///
    /// # Errors
    /// The reason why the window could not be opened or kept open.
    pub fn outcome(self) -> Result<u8> {
        self.outcome
    }

    fn now_secs(&self) -> f64 {
        self.started.elapsed().as_secs_f64()
    }

    fn open_window(&mut self, event_loop: &ActiveEventLoop) -> Result<()> {
        self.load_first_zones(event_loop);
        let settings = &self.state.settings;
        let window =
            window::create(event_loop, &settings.window, settings.preferences.theme).context("cannot open a window")?;
        self.window = Some(window.clone());
        self.open_device(event_loop, window, self.state.settings.vsync);
        Ok(())
    }

    /// Shows the window with its first device.
    fn begin_drawing(&mut self, event_loop: &ActiveEventLoop, window: Arc<Window>, device: OpenDevice) {
        let quality = QualityRequest::from(self.state.view_settings());
        let stage = WindowRenderer::new(event_loop, window, self.proxy.clone(), device, &self.options, quality);
        self.state.about = stage.about();
        self.state.can_drop = window::can_drop(event_loop);
        self.state.touch = window::is_touched();
        window::show(stage.window(), &self.state.settings.window);
        // A page draws its first picture before it fetches what else the zone has.
        #[cfg(not(target_family = "wasm"))]
        self.first_forms.provide(stage.data_forms(self.options.budget_bytes));
        self.state.session.picture = stage.picture();
        self.stage = Some(stage);
        self.redraw();
    }

    /// Starts to read the zones of the command line, beside the opening of window and device.
    fn load_first_zones(&mut self, event_loop: &ActiveEventLoop) {
        let effects = match self.options.zone.clone() {
            Some(ZoneSource::File(path) | ZoneSource::Model(path)) => self.state.apply(PanelCommand::Open(path), 0.0),
            Some(source) => vec![Effect::Load { source, keep_camera: false }],
            None => Vec::new(),
        };
        self.perform(event_loop, effects);
        if let Some(source) = self.options.compare_with.clone() {
            self.start_comparing(source);
        }
    }

    fn redraw(&mut self) {
        self.due = NextFrame::Now;
    }

    fn perform(&mut self, event_loop: &ActiveEventLoop, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Load { source, keep_camera } => {
                    let load = self.start_loading(source.clone());
                    self.state.loading_started(load, source, keep_camera);
                }
                Effect::Run(background_task) => {
                    let proxy = self.proxy.clone();
                    background_task::run(background_task, move |result| {
                        let _ = proxy.send_event(UserEvent::BackgroundTask(Box::new(result)));
                    });
                }
                Effect::Paste => {
                    let text = self.stage.as_mut().and_then(|stage| stage.gui.clipboard()).unwrap_or_default();
                    let effects = self.state.paste_view(&text);
                    self.perform(event_loop, effects);
                }
                Effect::Compare(source) => self.start_comparing(source),
                Effect::ShowDialog(request) => {
                    let proxy = self.proxy.clone();
                    dialog::show(self.state.text(), &request, move |result| {
                        // After the end of the loop the result is not needed.
                        let _ = proxy.send_event(UserEvent::Dialog(result));
                    });
                }
                Effect::Export(job) => self.start_exporting(*job),
                Effect::Screenshot(request) => self.request_screenshot(*request),
                Effect::FullScreen(on) => self.with_stage(|stage| window::set_full_screen(stage.window(), on)),
                Effect::Budget(bytes) => self.set_budget(bytes),
                Effect::Vsync(on) => self.with_stage(|stage| stage.set_vsync(on)),
                Effect::Desktop(request) => {
                    let proxy = self.proxy.clone();
                    desktop::perform(request, move |request, error| {
                        let _ = proxy.send_event(UserEvent::DesktopFailed(request, error));
                    });
                }
                Effect::Copy(text) => self.with_stage(|stage| stage.gui.copy(text)),
                Effect::Save => self.save(),
                Effect::Quit => event_loop.exit(),
            }
        }
        self.redraw();
    }

    fn start_exporting(&mut self, job: super::export::ExportJob) {
        let proxy = self.proxy.clone();
        #[cfg(not(target_family = "wasm"))]
        let work = move || async move { drop(proxy.send_event(UserEvent::Exported(job.run()))) };
        #[cfg(target_family = "wasm")]
        let work = move || async move { drop(proxy.send_event(UserEvent::Exported(job.run_in_page().await))) };
        if let Err(error) = spawn("export", work) {
            self.state.exported(super::export::ExportOutcome::Failed(ExportError::source(error)));
        }
    }

    fn with_stage(&mut self, act: impl FnOnce(&mut WindowRenderer)) {
        if let Some(stage) = &mut self.stage {
            act(stage);
        }
    }

    fn start_loading(&self, zone: ZoneSource) -> Load {
        let forms = self.stage.as_ref().map(|stage| stage.data_forms(self.options.budget_bytes).into());
        let proxy = self.proxy.clone();
        let request = Request {
            data: self.state.client_folder_of(&zone),
            server: self.state.server_source_of(&zone),
            zone,
            wanted: LoadOptions::default(),
            forms: forms.unwrap_or_else(|| self.first_forms.clone()),
        };
        Load::start(request, move || {
            let _ = proxy.send_event(UserEvent::Loaded);
        })
    }

    /// Takes updates that have waited for the device. Returns whether there is time for more of them before a frame.
    fn take_postponed(&mut self, event_loop: &ActiveEventLoop) -> bool {
        /// Portions of updates between two frames.
        const PORTIONS: u32 = 8;
        if !std::mem::take(&mut self.postponed) {
            self.portions = 0;
            return false;
        }
        self.take_loaded(event_loop);
        self.take_compared();
        self.portions = (self.portions + 1) % PORTIONS;
        self.portions > 0
    }

    /// Handles loader events, within limits of bytes and milliseconds, so that the window stays responsive.
    fn take_loaded(&mut self, event_loop: &ActiveEventLoop) {
        const BUDGET: Duration = Duration::from_millis(8);
        let Some(stage) = &mut self.stage else { return };
        if stage.is_busy() {
            self.postponed = true;
            return self.redraw();
        }
        let begun = Instant::now();
        let (mut taken, mut opened, mut bytes) = (false, false, 0);
        let was_loading = self.state.is_loading();
        while let Some(event) = self.state.take_loaded() {
            taken = true;
            if let Taken::Update(update) = event {
                opened |= matches!(update, SceneUpdate::Terrain(_));
                bytes += update.upload_bytes();
                stage.apply(&update);
            }
            if begun.elapsed() > BUDGET || bytes >= crate::render::view::FRAME_UPLOAD_BYTES {
                // The rest follows in the next iteration of the loop.
                let _ = self.proxy.send_event(UserEvent::Loaded);
                break;
            }
        }
        if taken {
            stage.finish_uploads();
            self.draw_soon();
            self.refresh_title();
        }
        if opened || (was_loading && !self.state.is_loading()) {
            self.watch_files();
        }
        #[cfg(target_family = "wasm")]
        if opened {
            self.page.forget_loaded();
        }
        #[cfg(target_family = "wasm")]
        if self.covered {
            self.report_loaded(self.state.ground().is_some());
        }
        if opened {
            self.save();
            let effects = self.state.after_opening();
            self.perform(event_loop, effects);
        }
    }

    fn refresh_title(&mut self) {
        let title = self.state.title();
        if let Some(stage) = self.stage.as_ref().filter(|_| title != self.title) {
            stage.window().set_title(&title);
            #[cfg(target_family = "wasm")]
            super::web::report("title", &title);
            self.title = title;
        }
    }

    fn watch_files(&mut self) {
        let proxy = self.proxy.clone();
        let watch = Watch::new(&self.state.files(), move || {
            let _ = proxy.send_event(UserEvent::Changed);
        });
        self.watch = watch.map_err(|error| log::info!("changes of files are not seen: {error}")).ok();
    }

    fn take_task_result(&mut self, event_loop: &ActiveEventLoop, result: &TaskResult) {
        match result {
            TaskResult::Sky(sky) => {
                self.state.sky_shown(sky);
                self.with_stage(|stage| stage.apply(&SceneUpdate::Sky(sky.clone())));
            }
            TaskResult::Minimap { path, size_px, rgba } if self.state.is_minimap(path) => {
                self.with_stage(|stage| stage.set_minimap(*size_px, rgba));
            }
            TaskResult::MapWater { ground, map } if self.state.is_comparison(&ground.0) == Some(false) => {
                self.with_stage(|stage| stage.set_map_water(map));
            }
            TaskResult::MapObjects { ground, side_px, rgba } if self.state.is_comparison(&ground.0) == Some(false) => {
                self.with_stage(|stage| stage.set_map_objects(*side_px, rgba));
            }
            TaskResult::Mode { ground, which, made } => {
                if let Some(comparison) = self.state.is_comparison(&ground.0) {
                    self.with_stage(|stage| stage.set_mode_picture(comparison, *which, made.picture.clone()));
                }
            }
            TaskResult::CopiedPicture(Ok((size_px, rgba))) => {
                self.with_stage(|stage| stage.gui.copy_picture(*size_px, rgba));
            }
            _ => {}
        }
        let effects = self.state.task_done(result);
        self.perform(event_loop, effects);
    }

    /// Requests a frame after loading progress, but not one for each event.
    fn draw_soon(&mut self) {
        if self.due == NextFrame::Never {
            let wants = redraw_scheduler::RedrawReasons { loading: true, ..redraw_scheduler::RedrawReasons::default() };
            self.due = redraw_scheduler::next(wants, self.now_secs());
        }
    }

    fn draw(&mut self, event_loop: &ActiveEventLoop) {
        if !self.keep_device(event_loop) {
            return;
        }
        if self.stage.as_ref().is_some_and(WindowRenderer::is_busy) {
            return self.redraw();
        }
        if self.take_postponed(event_loop) {
            return self.redraw();
        }
        let now = self.now_secs();
        let save_at_secs = self.save_at_rest(now);
        let mut effects = self.state.want_pictures();
        effects.extend(self.state.want_previews());
        effects.extend(self.state.update_kind_list());
        effects.extend(self.state.update_server_check());
        if !effects.is_empty() {
            self.perform(event_loop, effects);
        }
        let Some(stage) = &mut self.stage else { return };
        self.state.set_may_glide(self.focused && !stage.is_cpu());
        self.state.advance(now);
        self.state.frame_begins(stage.begin_frame(&self.state));
        let saving = self.state.settings.preferences.power_saving;
        let animates = !saving && (!stage.is_cpu() || now < self.animates_until_secs);
        let mut drawn = stage.draw(&self.state, now, animates);
        #[cfg(target_family = "wasm")]
        self.report_drawn(drawn.end.is_some());
        drawn.end.take().into_iter().for_each(|end| self.state.frame_drawn(end));
        self.hidden = drawn.hidden;
        let after = self.started.elapsed().as_secs_f64();
        self.due = if drawn.hidden || self.covered {
            NextFrame::At(after + HIDDEN_SECS)
        } else if drawn.failed {
            NextFrame::At(after + LATER_SECS)
        } else {
            let wants = redraw_scheduler::RedrawReasons {
                moving: self.state.is_moving() || drawn.streaming,
                loading: self.state.is_loading() || self.state.is_comparing() || self.state.is_exporting(),
                animation_at_secs: (drawn.animated && animates || self.state.view_settings().time_runs)
                    .then_some(now + redraw_scheduler::ANIMATION_SECS),
                panels_secs: drawn.panels.map(|delay| delay.as_secs_f64()),
                message_until_secs: self.state.message_until_secs(),
                save_at_secs,
            };
            redraw_scheduler::not_before(
                redraw_scheduler::next(wants, after),
                (saving && !self.focused).then_some(now + redraw_scheduler::ANIMATION_SECS),
            )
        };
        self.go_on_with_screenshot();
        self.refresh_title();
        for command in drawn.commands {
            let effects = self.state.apply(command, now);
            self.perform(event_loop, effects);
        }
    }
}

impl ApplicationHandler<UserEvent> for Handler {
    fn resumed(&mut self, event_loop: &ActiveEventLoop) {
        if self.window.is_none()
            && let Err(error) = self.open_window(event_loop)
        {
            self.outcome = Err(error);
            event_loop.exit();
        }
    }

    fn new_events(&mut self, _event_loop: &ActiveEventLoop, cause: StartCause) {
        if matches!(cause, StartCause::ResumeTimeReached { .. }) {
            self.redraw();
        }
    }

    fn user_event(&mut self, event_loop: &ActiveEventLoop, event: UserEvent) {
        match event {
            UserEvent::Loaded => {
                self.take_loaded(event_loop);
                self.take_compared();
            }
            UserEvent::BackgroundTask(result) => self.take_task_result(event_loop, &result),
            UserEvent::Exported(outcome) => {
                #[cfg(target_family = "wasm")]
                let outcome = Handler::downloaded(outcome);
                self.state.exported(outcome);
                self.redraw();
            }
            UserEvent::Screenshot(result) => {
                #[cfg(target_family = "wasm")]
                self.download_screenshot(&result);
                self.screenshot_written(result);
            }
            UserEvent::Changed => {
                let effects = self.state.files_changed();
                self.perform(event_loop, effects);
            }
            UserEvent::Dialog(result) => {
                let effects = self.state.dialog_answered(result);
                #[cfg(target_family = "wasm")]
                let effects = self.or_awaited_link(effects);
                self.perform(event_loop, effects);
            }
            UserEvent::DesktopFailed(request, error) => {
                self.state.desktop_failed(&request, &error.to_string());
                self.redraw();
            }
            #[cfg(target_family = "wasm")]
            UserEvent::Page(request) => self.page_asks(event_loop, request),
            #[cfg(target_family = "wasm")]
            UserEvent::Device(opened) => self.device_opened(event_loop, *opened),
            UserEvent::DeviceNews(news) => self.device_news(event_loop, news),
            UserEvent::Saved => self.take_saved(),
            #[cfg(not(target_family = "wasm"))]
            UserEvent::End(code) => {
                self.outcome = Ok(code);
                event_loop.exit();
            }
            UserEvent::Fonts => {
                let missing = self.stage.as_mut().map(|stage| stage.gui.fonts_found()).unwrap_or_default();
                self.state.no_font_for(&missing);
                self.redraw();
            }
            UserEvent::Access(event) => {
                self.with_stage(|stage| stage.gui.access_event(event.window_event));
                self.redraw();
            }
        }
    }

    fn window_event(&mut self, event_loop: &ActiveEventLoop, _id: WindowId, event: WindowEvent) {
        let Some(stage) = &mut self.stage else { return };
        match event {
            WindowEvent::RedrawRequested => return self.draw(event_loop),
            WindowEvent::Destroyed => {
                self.window_gone = true;
                self.outcome = Err(anyhow::anyhow!("another program has closed the window"));
                return event_loop.exit();
            }
            _ => {}
        }
        // While the view is dragged, the panels do not see the cursor.
        let dragged = matches!(event, WindowEvent::CursorMoved { .. }) && self.state.session.pointer.is_dragging();
        // A key that is being bound is not handled otherwise.
        let bound = matches!(event, WindowEvent::KeyboardInput { .. }) && self.state.is_capturing_key();
        let response = if dragged || bound { Default::default() } else { stage.panel_event(&event) };
        let idle = matches!(event, WindowEvent::Moved(_) | WindowEvent::Ime(_) | WindowEvent::AxisMotion { .. });
        let to_panels = response.consumed || (stage.gui.wants_pointer() && !dragged);
        self.input(event_loop, event, response.consumed);
        if response.repaint || !idle {
            self.animates_until_secs = if to_panels { 0.0 } else { self.now_secs() + CPU_ANIMATION_SECS };
            self.redraw();
        }
    }

    fn device_event(&mut self, _event_loop: &ActiveEventLoop, _id: DeviceId, event: DeviceEvent) {
        if let DeviceEvent::MouseMotion { delta } = event
            && self.stage.as_ref().is_some_and(WindowRenderer::is_cursor_locked)
        {
            self.state.mouse_moved([delta.0, delta.1]);
            self.redraw();
        }
    }

    fn about_to_wait(&mut self, event_loop: &ActiveEventLoop) {
        let now = self.now_secs();
        let due = match self.due {
            // A hidden window waits for being shown, or for the next visibility check.
            NextFrame::Now if self.hidden || self.covered => NextFrame::At(now + HIDDEN_SECS),
            due => due,
        };
        match due {
            NextFrame::Now => {
                event_loop.set_control_flow(ControlFlow::Wait);
                self.with_stage(|stage| stage.window().request_redraw());
            }
            NextFrame::At(at) if at <= now => {
                event_loop.set_control_flow(ControlFlow::Wait);
                self.with_stage(|stage| stage.window().request_redraw());
            }
            NextFrame::At(at) => {
                let at = self.started + Duration::from_secs_f64(at);
                event_loop.set_control_flow(ControlFlow::WaitUntil(at));
            }
            NextFrame::Never => event_loop.set_control_flow(ControlFlow::Wait),
        }
    }

    fn exiting(&mut self, _event_loop: &ActiveEventLoop) {
        #[cfg(target_family = "wasm")]
        self.report_outcome();
        self.state.abandon_export();
        self.screenshots.finish();
        self.save_what_is_left();
        // The surface must be dropped before the window system.
        (self.stage, self.window) = (None, None);
    }
}
