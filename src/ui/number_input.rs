//! Sliders and number fields that write and read numbers in the language's format.

use std::ops::RangeInclusive;

use egui::emath::{Numeric, format_with_decimals_in_range};
use egui::{DragValue, Slider};

use crate::scene::number_format::NumberFormat;

pub(super) fn slider<N: Numeric>(numbers: NumberFormat, value: &mut N, range: RangeInclusive<N>) -> Slider<'_> {
    Slider::new(value, range)
        .custom_formatter(move |value, decimals| numbers.localize(&format_with_decimals_in_range(value, decimals)))
        .custom_parser(move |text| numbers.parse(text))
}

pub(super) fn field<N: Numeric>(numbers: NumberFormat, value: &mut N, range: RangeInclusive<N>) -> DragValue<'_> {
    DragValue::new(value)
        .range(range)
        .custom_formatter(move |value, decimals| numbers.localize(&format_with_decimals_in_range(value, decimals)))
        .custom_parser(move |text| numbers.parse(text))
}
