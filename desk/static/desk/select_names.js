// The library's list names itself by what is chosen alone: a screen reader hears the field's label as well.
window.addEventListener("load", () => {
  // The lists are made when the library is ready, and what is asked of it now comes after them.
  window.django.jQuery(() => {
    document.querySelectorAll("select.admin-autocomplete").forEach((select) => {
      const label = document.querySelector(`label[for="${select.id}"]`);
      const text = document.getElementById(`select2-${select.id}-container`);
      const box = text && text.closest("[role=combobox]");
      if (!label || !box) return;
      label.id = label.id || `${select.id}-label`;
      text.setAttribute("aria-labelledby", label.id);
      box.setAttribute("aria-labelledby", `${label.id} ${text.id}`);
    });
  });
});
