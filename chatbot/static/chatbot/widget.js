/* The panel alone in its frame, or as a page. In somebody's page it waits to be told that it is seen. */
import "./report.js";
import { mount } from "./panel.js";

const panel = mount(document.getElementById("chat"), { framed: true });
if (panel.host) panel.root.hidden = false;
else panel.open({ quiet: !document.hasFocus() });
