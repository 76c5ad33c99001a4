//! The sun dial: the time of day on a ring of 24 hours, with noon at the top. The sun is above the horizon, a line
//! across the ring, from 6 to 18.

use std::f32::consts::TAU;

use egui::accesskit::Action;
use egui::{Align2, Color32, Event, EventFilter, Key, MouseWheelUnit, Painter, Pos2, Response, Sense, Shape, Stroke};
use egui::{FontId, Rect, Ui, Vec2, WidgetInfo};

use super::drawing::clock;
use super::style::{self, Tone};
use super::text::Named;
use crate::scene::view_settings::DAY_SECS;

/// Minutes of a day.
const DAY: u32 = DAY_SECS / 60;
/// Side of the dial, distance from its edge to the ring, and from the ring to the hours, clear of the sun. In points.
const SIDE: f32 = 144.0;
const MARGIN: f32 = 26.0;
const HOURS: f32 = 18.0;
/// Minutes to which a drag rounds, and of an arrow key; of a page key; of a notch of the wheel.
const STEP: u32 = 5;
const PAGE: i32 = 60;
const NOTCH: f32 = 15.0;
/// Points of a smooth scroll that are a notch of the wheel.
const NOTCH_POINTS: f32 = 50.0;

const DAY_SKY: Tone = Tone::new([44, 74, 112], [190, 220, 250]);
const NIGHT_SKY: Tone = Tone::new([17, 20, 30], [122, 134, 162]);
const SUN: Color32 = Color32::from_rgb(255, 206, 84);
const MOON: Color32 = Color32::from_rgb(206, 216, 236);
const OUTLINE: Color32 = Color32::from_rgb(92, 66, 10);

/// Draws the dial and changes the minutes of the day: by dragging the sun, with the keyboard, and with the wheel while
/// the dial has the keyboard, so that scrolling a panel past it changes nothing. `sun_hour`: where the zone fixes its
/// sun, whatever the time.
pub fn show(ui: &mut Ui, named: Named, minutes: &mut u32, sun_hour: Option<u32>) -> Response {
    let (rect, mut response) = ui.allocate_exact_size(Vec2::splat(SIDE), Sense::click_and_drag());
    let before = *minutes;
    if response.clicked() || response.drag_started() {
        response.request_focus();
    }
    if let Some(at) = response.interact_pointer_pos().filter(|_| response.dragged() || response.clicked()) {
        *minutes = minutes_at(at - rect.center()).unwrap_or(*minutes);
    }
    if response.has_focus() {
        let arrows = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
        *minutes = later(*minutes, typed(ui, &response) + turned(ui, &response));
    }
    if *minutes != before {
        response.mark_changed();
    }
    response.widget_info(|| WidgetInfo::slider(ui.is_enabled(), f64::from(*minutes), named.name));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_value(clock(*minutes));
        node.set_min_numeric_value(0.0);
        node.set_max_numeric_value(f64::from(DAY - 1));
        node.set_numeric_value_step(f64::from(STEP));
        node.add_action(Action::Increment);
        node.add_action(Action::Decrement);
    });
    paint(ui, rect, &response, *minutes, sun_hour);
    response.on_hover_text(named.tip)
}

/// Minutes by keys and by a screen reader.
fn typed(ui: &Ui, response: &Response) -> i32 {
    ui.input(|input| {
        let presses = |key| input.num_presses(key) as i32;
        let asked = |action| input.num_accesskit_action_requests(response.id, action) as i32;
        let steps = presses(Key::ArrowRight) + presses(Key::ArrowUp) + asked(Action::Increment)
            - presses(Key::ArrowLeft)
            - presses(Key::ArrowDown)
            - asked(Action::Decrement);
        steps * STEP as i32 + (presses(Key::PageUp) - presses(Key::PageDown)) * PAGE
    })
}

/// Minutes by the wheel over the dial, which then scrolls nothing.
fn turned(ui: &Ui, response: &Response) -> i32 {
    if !response.hovered() {
        return 0;
    }
    ui.input_mut(|input| {
        input.smooth_scroll_delta = Vec2::ZERO;
        let notches = |event: &Event| match event {
            Event::MouseWheel { unit: MouseWheelUnit::Point, delta, .. } => delta.y / NOTCH_POINTS,
            Event::MouseWheel { delta, .. } => delta.y,
            _ => 0.0,
        };
        (input.events.iter().map(notches).sum::<f32>() * NOTCH).round() as i32
    })
}

/// A time some minutes later, around midnight.
fn later(minutes: u32, by: i32) -> u32 {
    (minutes as i32 + by).rem_euclid(DAY as i32) as u32
}

/// The direction of a time from the center of the dial: clockwise, with noon at the top.
fn direction(minutes: f32) -> Vec2 {
    Vec2::angled((minutes / DAY as f32 + 0.25) * TAU)
}

/// The time in a direction from the center; none at the center.
fn minutes_at(from_center: Vec2) -> Option<u32> {
    let turn = from_center.angle() / TAU - 0.25;
    let steps = (turn.rem_euclid(1.0) * (DAY / STEP) as f32).round() as u32;
    (from_center.length() > 1.0).then_some(steps * STEP % DAY)
}

fn paint(ui: &Ui, rect: Rect, response: &Response, minutes: u32, sun_hour: Option<u32>) {
    let (painter, center, radius) = (ui.painter(), rect.center(), SIDE / 2.0 - MARGIN);
    let opacity = if ui.is_enabled() { 1.0 } else { 0.5 };
    for (first, sky) in [(6.0, DAY_SKY), (18.0, NIGHT_SKY)] {
        let arc = (0..=48).map(|quarter| center + direction(first * 60.0 + quarter as f32 * 15.0) * radius);
        painter.add(Shape::convex_polygon(arc.collect(), sky.now().gamma_multiply(opacity), Stroke::NONE));
    }
    let weak = style::WEAK.now().gamma_multiply(opacity);
    painter.hline(center.x - radius..=center.x + radius, center.y, Stroke::new(1.0, weak));
    let ring = if response.has_focus() { Stroke::new(2.0, style::ACCENT.now()) } else { Stroke::new(1.0, weak) };
    painter.circle_stroke(center, radius, ring);
    for hour in 0..24_u32 {
        let (out, length) = (direction(hour as f32 * 60.0), if hour % 6 == 0 { 7.0 } else { 3.0 });
        painter.line_segment([center + out * (radius - length), center + out * radius], Stroke::new(1.0, weak));
        if hour % 6 == 0 {
            let text = hour.to_string();
            painter.text(
                center + out * (radius + HOURS),
                Align2::CENTER_CENTER,
                text,
                FontId::proportional(11.0),
                weak,
            );
        }
    }
    if let Some(hour) = sun_hour {
        let at = center + direction(hour as f32 * 60.0) * (radius - 15.0);
        painter.circle_stroke(at, 5.0, Stroke::new(1.5, SUN.gamma_multiply(opacity)));
    }
    let out = direction(minutes as f32);
    painter.line_segment([center, center + out * radius], Stroke::new(1.5, weak));
    let is_day = (6 * 60..18 * 60).contains(&minutes);
    body(painter, center + out * radius, is_day, opacity);
}

/// The sun with its rays, or the moon.
fn body(painter: &Painter, at: Pos2, is_day: bool, opacity: f32) {
    let (size, color) = if is_day { (7.0, SUN) } else { (6.0, MOON) };
    let color = color.gamma_multiply(opacity);
    if is_day {
        for ray in 0..8 {
            let out = Vec2::angled(ray as f32 / 8.0 * TAU);
            painter.line_segment([at + out * (size + 1.0), at + out * (size + 4.0)], Stroke::new(2.0, color));
        }
    }
    painter.circle(at, size, color, Stroke::new(1.0, OUTLINE.gamma_multiply(opacity)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::vec2;

    #[test]
    fn the_sun_rises_at_the_left_and_noon_is_at_the_top() {
        let near = |minutes, expected: Vec2| assert!((direction(minutes) - expected).length() < 1e-5, "{minutes}");
        near(6.0 * 60.0, vec2(-1.0, 0.0));
        near(12.0 * 60.0, vec2(0.0, -1.0));
        near(18.0 * 60.0, vec2(1.0, 0.0));
        near(0.0, vec2(0.0, 1.0));
    }

    #[test]
    fn a_direction_is_the_time_that_is_drawn_there() {
        for minutes in (0..DAY).step_by(STEP as usize) {
            assert_eq!(minutes_at(direction(minutes as f32) * 40.0), Some(minutes));
        }
        assert_eq!(minutes_at(direction(12.0 * 60.0 + 2.0) * 9.0), Some(12 * 60), "to the nearest five minutes");
        assert_eq!(minutes_at(direction(DAY as f32 - 1.0) * 50.0), Some(0), "midnight is the first minute of a day");
        assert_eq!(minutes_at(Vec2::ZERO), None);
    }

    #[test]
    fn times_go_around_midnight() {
        assert_eq!([later(5, -10), later(DAY - 5, 10), later(600, 60)], [DAY - 5, 5, 660]);
    }
}
