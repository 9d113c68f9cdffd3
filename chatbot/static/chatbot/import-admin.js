/* A file that is too large is named before it is sent: the server would take none of it. */
for (const field of document.querySelectorAll("input[type=file][data-largest]")) {
  field.addEventListener("change", () => {
    const tooLarge = [...field.files].some(({ size }) => size > Number(field.dataset.largest));
    field.setCustomValidity(tooLarge ? field.dataset.words : "");
    if (tooLarge) field.reportValidity();
  });
}
