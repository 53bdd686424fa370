"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const drawing = JSON.parse(byId("drawing").textContent);
  const page = JSON.parse(byId("details").textContent);
  const large = page.edges.length > 400;
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();

  // Text enters the page through textContent alone, never as markup.
  const make = (tag, className, ...children) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    for (const child of children) if (child !== null) element.append(child);
    return element;
  };
  const fillPanel = (...children) => byId("panel").replaceChildren(...children.filter((child) => child !== null));
  const makeButton = (text, kind, id, className) => {
    const button = make("button", className, text);
    button.type = "button";
    button.dataset[kind] = id;
    return button;
  };

  const edgesOf = page.nodes.map(() => []);
  for (const edge of page.edges) {
    edgesOf[edge.holder].push(edge);
    if (edge.target !== edge.holder) edgesOf[edge.target].push(edge);
  }

  const nodes = new vis.DataSet(drawing.nodes);
  const edges = new vis.DataSet(drawing.edges);
  if (large) Object.assign(drawing.options.interaction, { hideEdgesOnDrag: true, hideEdgesOnZoom: true, hover: false });
  const network = new vis.Network(byId("graph"), { nodes, edges }, drawing.options);
  const showAll = (animated) => network.fit({ animation: animated, maxZoomLevel: 1.25 });
  // Where the drawing stands is told to whoever reads the page from outside.
  network.on("afterDrawing", () => { byId("graph").dataset.scale = network.getScale(); });
  showAll(false);

  // What stands out: everything, or some nodes and edges while the rest is pale.
  let pale = false;
  const emphasise = (strongNodes, strongEdges) => {
    if (!strongNodes && !pale) return;
    pale = Boolean(strongNodes);
    nodes.update(drawing.nodes.map(({ id }) => {
      const strong = !strongNodes || strongNodes.has(id);
      return { id, opacity: strong ? 1 : 0.2, font: { color: strong ? "#1a1a1a" : "rgba(26,26,26,0.3)" } };
    }));
    edges.update(drawing.edges.map(({ id, color, label }) => {
      const strong = !strongEdges || strongEdges.has(id);
      return { id, color: { ...color, opacity: strong ? color.opacity : 0.12 }, label: strong && label ? label : " " };
    }));
  };

  const percent = (share) => `${Math.round(share * 100)} %`;
  const between = (first, last) => (first && last && first !== last ? `${first} to ${last}` : last || first || "no date");

  const makeQuote = (edge, quote) => {
    const facts = [quote.source, quote.date, quote.speaker && `as said by ${quote.speaker}`, quote.state,
      `confidence ${percent(quote.confidence)}`];
    return make("blockquote", `quote ${edge.stance}`,
      make("p", "", quote.before, quote.cue ? make("mark", "", quote.cue) : null, quote.after),
      make("footer", "", make("cite", "", quote.article), ` · ${facts.filter(Boolean).join(" · ")}`));
  };

  const makeClose = () => {
    const button = make("button", "close", "×");
    button.type = "button";
    button.setAttribute("aria-label", "Close");
    button.addEventListener("click", () => choose(""));
    return button;
  };

  const showEdge = (edge) => {
    fillPanel(
      makeClose(),
      make("h2", "", makeButton(page.nodes[edge.holder].name, "node", edge.holder), " ",
        make("span", `stance ${edge.stance}`, edge.phrase), " ",
        makeButton(page.nodes[edge.target].name, "node", edge.target)),
      edge.topic ? make("p", "about", `on ${edge.topic}`) : null,
      make("p", "about", edge.state ? make("span", `chip ${edge.stance}`, edge.state) : null,
        `${between(edge.first, edge.last)} · ${edge.articles} article${edge.articles === 1 ? "" : "s"} · confidence ${percent(edge.confidence)}`),
      ...edge.quotes.map((quote) => makeQuote(edge, quote)));
    emphasise(new Set([edge.holder, edge.target]), new Set([edge.id]));
    network.setSelection({ nodes: [], edges: [edge.id] });
  };

  const makeStances = (heading, list, passive, verbOf, otherOf) => list.length === 0 ? [] : [
    make("h3", "", `${heading} (${list.length})`),
    make("ul", "list", ...list.map((edge) => {
      const rest = [edge.topic, passive ? edge.state : "", edge.last].filter(Boolean).join(" · ");
      return make("li", "", makeButton(verbOf(edge), "edge", edge.id, edge.stance), " ",
        makeButton(page.nodes[otherOf(edge)].name, "node", otherOf(edge)), rest ? make("span", "about", ` · ${rest}`) : null);
    })),
  ];

  const showNode = (node, centred) => {
    const own = edgesOf[node.id];
    const passive = { support: "supported by", oppose: "opposed by" };
    fillPanel(
      makeClose(),
      make("h2", "", node.name),
      make("p", "about", node.type),
      node.aliases.length ? make("p", "about", `also: ${node.aliases.join(", ")}`) : null,
      ...makeStances("Stances", own.filter((edge) => edge.holder === node.id), false, (edge) => edge.phrase, (edge) => edge.target),
      ...makeStances("Stances of others", own.filter((edge) => edge.target === node.id), true, (edge) => passive[edge.stance], (edge) => edge.holder),
      make("h3", "", "Identifier"), make("p", "about", [node.iri, ...node.same_as].join(" ")));
    emphasise(new Set([node.id, ...own.flatMap((edge) => [edge.holder, edge.target])]), new Set(own.map((edge) => edge.id)));
    network.setSelection({ nodes: [node.id], edges: [] });
    if (centred) network.focus(node.id, { scale: Math.max(network.getScale(), large ? 0.8 : 0), animation: false });
  };

  const showNothing = () => {
    fillPanel();
    emphasise(null, null);
    network.unselectAll();
  };

  const findNode = (text) => {
    const wanted = fold(text);
    if (!wanted) return undefined;
    const rules = [
      (node) => node.iri === text || fold(node.name) === wanted,
      (node) => node.aliases.some((alias) => fold(alias) === wanted),
      (node) => fold(node.name).split(/\s+/).some((word) => word.startsWith(wanted)) || fold(node.name).startsWith(wanted),
      (node) => [node.name, ...node.aliases].some((name) => fold(name).includes(wanted)),
    ];
    for (const rule of rules) {
      const found = page.nodes.filter(rule).sort((a, b) => b.degree - a.degree || a.id - b.id);
      if (found.length) return found[0];
    }
    return undefined;
  };

  // The fragment is the selection: it can be shared, and the browser's Back goes back.
  let centreNext = true;
  const choose = (fragment, centred = false) => {
    centreNext = centred;
    if (location.hash.slice(1) === fragment) open();
    else location.hash = fragment;
  };
  const chooseNode = (id, centred) => choose(`node=${encodeURIComponent(page.nodes[id].iri)}`, centred);
  const decode = (text) => { try { return decodeURIComponent(text); } catch { return text; } };
  const open = () => {
    const [kind, value = ""] = [location.hash.slice(1).split("=")[0], location.hash.slice(1).split("=").slice(1).join("=")];
    const edge = kind === "edge" && /^\d+$/.test(value) ? page.edges[Number(value)] : undefined;
    const node = kind === "node" ? findNode(decode(value)) : undefined;
    for (const row of document.querySelectorAll("tr.chosen")) row.classList.remove("chosen");
    byId("overview").hidden = Boolean(edge || node);
    byId("found").textContent = (kind === "edge" || kind === "node") && !edge && !node ? "This page has no such entry." : "";
    if (edge) {
      showEdge(edge);
      document.querySelector(`tr[data-row="${edge.id}"]`).classList.add("chosen");
    } else if (node) showNode(node, centreNext);
    else showNothing();
    document.querySelector("aside").scrollTop = 0;
    centreNext = true;
  };
  window.addEventListener("hashchange", open);

  network.on("click", (event) => {
    if (event.nodes.length) chooseNode(event.nodes[0], false);
    else if (event.edges.length) choose(`edge=${event.edges[0]}`);
    else choose("");
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-edge], button[data-node]");
    if (!button) return;
    if (button.dataset.edge !== undefined) choose(`edge=${button.dataset.edge}`);
    else chooseNode(Number(button.dataset.node), true);
    if (button.closest("aside")) byId("panel").focus({ preventScroll: true });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target !== byId("search")) choose("");
  });

  const search = byId("search");
  const runSearch = (exact) => {
    const text = search.value;
    if (exact && !page.nodes.some((node) => node.name === text)) return;
    const node = findNode(text);
    if (node) chooseNode(node.id, true);
    else if (text.trim()) byId("found").textContent = `No entity here is called “${text.trim()}”.`;
  };
  search.addEventListener("keydown", (event) => { if (event.key === "Enter") runSearch(false); });
  search.addEventListener("input", () => runSearch(true));

  byId("whole").addEventListener("click", () => { choose(""); showAll(!large); });
  const showTable = (shown) => {
    byId("listing").hidden = !shown;
    byId("toggle").setAttribute("aria-pressed", String(shown));
  };
  byId("toggle").addEventListener("click", () => showTable(byId("listing").hidden));

  const applyFilters = () => {
    const on = new Set([...document.querySelectorAll(".filter:checked")].map((box) => box.value));
    const isShown = (edge) => on.has(edge.stance) && on.has(edge.aspect) && on.has(edge.modality);
    const ends = new Set();
    let shown = 0;
    for (const edge of page.edges.filter(isShown)) {
      shown += 1;
      ends.add(edge.holder).add(edge.target);
    }
    edges.update(page.edges.map((edge) => ({ id: edge.id, hidden: !isShown(edge) })));
    nodes.update(page.nodes.map((node) => ({ id: node.id, hidden: page.edges.length > 0 && !ends.has(node.id) })));
    for (const row of document.querySelectorAll("tr[data-row]")) row.hidden = !isShown(page.edges[Number(row.dataset.row)]);
    document.querySelector("caption").textContent = shown === page.edges.length ? `${shown} edges` : `${shown} of ${page.edges.length} edges`;
    byId("empty").hidden = shown > 0;
  };
  for (const box of document.querySelectorAll(".filter")) box.addEventListener("change", applyFilters);

  if (location.hash === "#table") showTable(true);
  open();
  document.documentElement.dataset.ready = "true";
})();
