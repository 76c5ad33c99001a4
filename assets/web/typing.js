// Typing into the text fields of the viewer, by a hidden input: for the keyboards of phones, dead keys and composed characters.

const canvas = document.getElementById("view");
const input = document.getElementById("typing");

/** A text field of the viewer is in use. */
let isWanted = false;

/** Gives the keyboard to the input at a place of the page ("x y"), or back to the canvas. */
export function moveTyping(place) {
    isWanted = place !== "";
    if (isWanted) {
        const [x, y] = place.split(" ");
        [input.style.left, input.style.top] = [`${x}px`, `${y}px`];
        input.focus({ preventScroll: true });
    } else if (document.activeElement === input) {
        input.value = "";
        canvas.focus();
    }
    document.documentElement.dataset.typing = isWanted;
}

/** Whether a key enters text, which the input then reports. */
function isText(event) {
    const isChord = (event.ctrlKey || event.metaKey) && !event.getModifierState("AltGraph");
    return event.isComposing || event.keyCode === 229 || event.key === "Dead" || ([...event.key].length === 1 && !isChord);
}

/** Passes what is typed to the viewer. */
export function listenToTyping(viewer) {
    // For the viewer, the canvas has the keyboard all the time.
    for (const kind of ["focus", "blur"]) {
        window.addEventListener(kind, (event) => {
            if (event.target === canvas && event.relatedTarget === input) {
                event.stopImmediatePropagation();
            }
        }, true);
    }
    input.addEventListener("blur", (event) => {
        // A press on the canvas takes the keyboard; the field may be in use nevertheless.
        if (event.relatedTarget === canvas) {
            requestAnimationFrame(() => isWanted && input.focus({ preventScroll: true }));
        } else {
            canvas.dispatchEvent(new FocusEvent("blur"));
        }
    });
    input.addEventListener("focus", (event) => {
        if (event.relatedTarget !== canvas) {
            canvas.dispatchEvent(new FocusEvent("focus"));
        }
    });
    for (const kind of ["keydown", "keyup"]) {
        input.addEventListener(kind, (event) => {
            if (kind === "keydown" && isText(event)) {
                return;
            }
            const copy = new KeyboardEvent(kind, event);
            if (!canvas.dispatchEvent(copy)) {
                event.preventDefault();
            }
        });
    }
    input.addEventListener("compositionupdate", (event) => viewer.compose(event.data));
    input.addEventListener("compositionend", (event) => {
        viewer.enter(event.data);
        input.value = "";
    });
    input.addEventListener("input", (event) => {
        if (event.isComposing || event.inputType === "insertCompositionText") {
            return;
        }
        if (input.value !== "" && event.data !== null) {
            viewer.enter(input.value);
        }
        input.value = "";
    });
    // Pasted text reaches the viewer by the page.
    input.addEventListener("paste", (event) => event.preventDefault());
}
