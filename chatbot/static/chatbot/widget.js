/* The panel alone in its frame: whoever loads it has already asked for it. */
import { mount } from "./panel.js";

mount(document.getElementById("chat"), { framed: true }).open({ quiet: !document.hasFocus() });
