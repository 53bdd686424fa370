"use strict";
// The query page: YASGUI on this server's own endpoint, and the saved questions as forms.
document.addEventListener("DOMContentLoaded", () => {
  const endpoint = new URL("/sparql", window.location.href).href;
  const yasgui = new Yasgui(document.getElementById("yasgui"), {
    requestConfig: { endpoint },
    copyEndpointOnNewTab: false,
    persistenceId: "kg",
    endpointCatalogueOptions: { getData: () => [{ endpoint }], keys: [] },
  });
  const problem = document.getElementById("problem");
  for (const form of document.querySelectorAll("#saved form")) {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      problem.textContent = "";
      const given = [...new FormData(form)].filter(([, value]) => value !== "");
      const url = `/saved/${encodeURIComponent(form.dataset.name)}?${new URLSearchParams(given)}`;
      const response = await fetch(url);
      const text = await response.text();
      if (!response.ok) {
        problem.textContent = text;
        return;
      }
      const tab = yasgui.addTab(true, { name: form.dataset.name });
      tab.getYasqe().setValue(text);
      tab.getYasqe().query();
    });
  }
});
