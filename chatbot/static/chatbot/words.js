/* What the panel itself says, in the page's language: the server writes it into the page. */
const config = document.getElementById("chat-config");

export const WORDS = config ? JSON.parse(config.textContent).words : {};
