// What a reader is shown, measured in the page itself: each function gives plain records, lengths in CSS pixels.
globalThis.shown = (() => {
  const words = node => node.textContent.replace(/\s+/g, " ").trim().slice(0, 60);

  // A way to an element that a person can follow in the sources.
  const path = element => {
    const names = [];
    for (let each = element; each && each !== document.body && names.length < 4; each = each.parentElement) {
      const classes = (each.getAttribute("class") ?? "").split(" ").filter(Boolean).map(name => "." + name).join("");
      names.unshift(each.localName + (each.id ? "#" + each.id : classes));
      if (each.id) break;
    }
    return names.join(" > ");
  };

  // Colours as [red, green, blue, opacity], the first three from 0 to 255.
  const rgba = colour => {
    const parts = colour.match(/[\d.]+(?:e-?\d+)?/g).map(Number);
    if (colour.startsWith("color(srgb")) return [...parts.slice(0, 3).map(part => part * 255), parts[3] ?? 1];
    if (!colour.startsWith("rgb")) throw new Error(`no way to read the colour ${colour}`);
    return [...parts.slice(0, 3), parts[3] ?? 1];
  };
  const over = (upper, lower) =>
    [...[0, 1, 2].map(part => upper[part] * upper[3] + lower[part] * (1 - upper[3])), 1];
  const thinned = (colour, opacity) => [...colour.slice(0, 3), colour[3] * opacity];
  const luminance = colour => {
    const [red, green, blue] = colour.slice(0, 3).map(part => part / 255)
      .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (one, other) => {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };

  // Found once for each element, as long as the page stays as it is: it has ten thousands of them.
  const remembered = found => {
    const known = new Map();
    return element => {
      if (!known.has(element)) known.set(element, found(element));
      return known.get(element);
    };
  };
  const measures = () => {
    const probe = document.createElement("i");
    document.body.append(probe);
    probe.style.backgroundColor = "Canvas";
    const canvas = rgba(getComputedStyle(probe).backgroundColor);
    probe.remove();
    const style = remembered(getComputedStyle);
    const opacity = remembered(each => each ? opacity(each.parentElement) * Number(style(each).opacity) : 1);
    // The colours of backgrounds that lie behind an element, one upon the other.
    const ground = remembered(each =>
      each ? over(rgba(style(each).backgroundColor), ground(each.parentElement)) : canvas);
    // The same where a gradient may lie upon them: each colour that it has somewhere, and none.
    const grounds = remembered(each => {
      if (!each) return [canvas];
      const image = style(each).backgroundImage;
      const lower = grounds(each.parentElement).map(one => over(rgba(style(each).backgroundColor), one));
      if (image.includes("url(")) throw new Error(`no way to measure ${image}`);
      const stops = image.match(/(?:rgba?|color)\([^)]*\)/g) ?? [];
      return [...lower, ...stops.flatMap(stop => lower.map(one => over(rgba(stop), one)))];
    });
    const isClipped = remembered(each => Boolean(each) &&
      (style(each).clipPath === "inset(50%)" || isClipped(each.parentElement)));
    const isShown = remembered(each => each.checkVisibility({visibilityProperty: true}) && !isClipped(each));
    const colour = remembered(each => thinned(
      each instanceof SVGElement
        ? thinned(rgba(style(each).fill), Number(style(each).fillOpacity)) : rgba(style(each).color),
      opacity(each)));
    return {style, opacity, ground, grounds, isShown, colour};
  };

  // A box in the page, wherever the page is scrolled to.
  const box = rect => [rect.left + scrollX, rect.top + scrollY, rect.width, rect.height];

  // Every text with its boxes: one for each line it stands on.
  const texts = (within = document.body, {isShown} = measures()) => {
    const found = [];
    const walker = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    while (walker.nextNode()) {
      const node = walker.currentNode, element = node.parentElement;
      if (!node.data.trim() || element.closest("style, script, title, desc") || !isShown(element)) continue;
      range.selectNodeContents(node);
      const boxes = [...range.getClientRects()].filter(rect => rect.width > 0 && rect.height > 0);
      if (boxes.length) found.push({node, element, boxes});
    }
    return found;
  };

  const size = element => {
    const matrix = element instanceof SVGElement ? element.getScreenCTM() : {a: 1, b: 0};
    return parseFloat(getComputedStyle(element).fontSize) * Math.hypot(matrix.a, matrix.b);
  };
  // The contrast that a text needs: less if it is large.
  const needed = element =>
    size(element) >= (Number(getComputedStyle(element).fontWeight) >= 700 ? 18.66 : 24) ? 3 : 4.5;

  // Every text with its colour and its least contrast with what lies behind it, as far as style sheets tell; what
  // shows on demand only is left out while it does not. In a drawing, other things may lie behind it.
  const inks = (within = document.body) => {
    const measured = measures();
    return texts(within, measured).filter(({element}) => measured.opacity(element) > 0).map(({node, element, boxes}) => {
      const colour = measured.colour(element);
      return {
        element, colour, words: words(node), path: path(element), needed: needed(element),
        contrast: Math.min(...measured.grounds(element).map(ground => contrast(over(colour, ground), ground))),
        boxes: boxes.map(({left, top, width, height}) => [left, top, width, height]),
      };
    });
  };
  const faint = () => {
    const all = inks();
    return {
      count: all.length,
      faint: all.filter(each => each.contrast < each.needed)
        .map(({words, path, contrast}) => ({words, path, contrast})),
    };
  };
  const inDrawing = drawing => inks(drawing).map(({element, ...each}) => each);

  // One element of each kind of text: by its classes, its colours and its size.
  const kinds = () => {
    const measured = measures(), seen = new Map();
    for (const {element} of inks()) {
      const {color, fill, fontSize, fontWeight} = measured.style(element);
      const kind = [path(element).replace(/#[^ ]*/g, ""), color, fill, fontSize, fontWeight, measured.ground(element)];
      if (!seen.has(String(kind))) seen.set(String(kind), element);
    }
    return [...seen.values()];
  };

  // What axe finds, with its doubts about a contrast answered by our own; and where it reckons another one than we do.
  const byAxe = async tags => {
    const rules = {"target-size": {enabled: true}};
    const asked = (only, more) => ({runOnly: only, elementRef: true, resultTypes: ["violations", "incomplete"], ...more});
    const all = await axe.run(document, asked(tags, {rules: {...rules, "color-contrast": {enabled: false}}}));
    const own = new Map();
    for (const each of inks()) own.set(each.element, [...own.get(each.element) ?? [], each]);
    const ofKinds = await axe.run({include: kinds()}, {runOnly: ["color-contrast"], elementRef: true});
    const told = results => results.flatMap(({id, nodes}) => nodes.map(({target, failureSummary}) =>
      `${id}: ${target} ${failureSummary ?? ""}`));
    const isAnswered = ({element}) => (own.get(element) ?? []).some(({contrast, needed}) => contrast >= needed);
    const passed = ofKinds.passes.flatMap(({nodes}) => nodes);
    return {
      violations: told([...all.violations, ...ofKinds.violations]),
      rules: [...all.passes, ...ofKinds.passes].map(({id}) => id),
      unanswered: [...told(all.incomplete), ...told(ofKinds.incomplete
        .map(({id, nodes}) => ({id, nodes: nodes.filter(each => !isAnswered(each))})))],
      compared: passed.length,
      otherwise: passed
        .map(({element, any: [{data}]}) => [element, data?.contrastRatio, own.get(element)?.[0].contrast])
        .filter(([, theirs, ours]) => theirs && ours && Math.abs(theirs - ours) > 0.05)
        .map(([element, theirs, ours]) => `${path(element)}: axe ${theirs}, we ${ours}`),
    };
  };

  // The part of a line's box in which its letters stand; what rises above and falls below them may touch.
  const letters = ({left, right, top, bottom, height}) =>
    ({left, right, top: top + height * 0.25, bottom: bottom - height * 0.25});

  // Texts that a reader does not get to see whole: beyond the edge of the page, or cut off by a box that does not scroll.
  const cutOff = () => {
    const {style, isShown} = measures();
    const lies = (inner, outer, [start, end]) => inner[start] >= outer[start] - 1.5 && inner[end] <= outer[end] + 1.5;
    const page = {left: 0, right: document.documentElement.clientWidth};
    const isCut = (box, element) => {
      const seen = letters(box);
      for (let each = element; each !== document.documentElement; each = each.parentElement) {
        if (each instanceof SVGElement && each.ownerSVGElement || style(each).display === "inline") continue;
        const limits = each.getBoundingClientRect();
        for (const [sides, way] of [[["left", "right"], "overflowX"], [["top", "bottom"], "overflowY"]]) {
          if (/auto|scroll/.test(style(each)[way])) for (const side of sides) seen[side] = limits[side];
          else if (style(each)[way] !== "visible" && !lies(seen, limits, sides)) return true;
        }
      }
      return !lies(seen, page, ["left", "right"]);
    };
    return texts(document.body, {isShown})
      .filter(({element, boxes}) => !element.matches(".skip:not(:focus)") && boxes.some(box => isCut(box, element)))
      .map(({node, element}) => ({words: words(node), path: path(element)}));
  };

  // Pairs of texts of which one is printed upon the other.
  const overlaps = () => {
    const boxes = texts().flatMap(({node, element, boxes}) => boxes.map(box => ({node, element, ...letters(box)})));
    boxes.sort((one, other) => one.top - other.top);
    const found = [];
    let near = [];
    for (const box of boxes) {
      near = near.filter(each => each.bottom > box.top);
      for (const each of near)
        if (each.node !== box.node && Math.min(each.right, box.right) - Math.max(each.left, box.left) > 1)
          found.push({words: [words(each.node), words(box.node)], path: path(box.element)});
      near.push(box);
    }
    return found;
  };

  // Targets of a pointer under 24 by 24 px that none of WCAG's exceptions lets pass, with the number of all targets.
  // The exceptions: in a sentence; 24 px around its centre free of others; the same elsewhere, and there large enough.
  const LEAST = 24;
  const targets = () => {
    const measured = measures(), {isShown, style} = measured;
    const all = [...document.querySelectorAll("a[href], summary, button")]
      .filter(each => isShown(each) && !each.matches(".skip:not(:focus)"))
      .map(element => {
        // A link on several lines is as easy to hit as the largest part of it.
        const boxes = [...element.getClientRects()].sort((one, other) => other.width - one.width), [box] = boxes;
        return {
          element, boxes, x: box.left + box.width / 2, y: box.top + box.height / 2,
          isSmall: !boxes.some(({width, height}) => Math.min(width, height) > LEAST - 0.05),
        };
      });
    const isInSentence = ({element}) => {
      if (element instanceof SVGElement || style(element).display !== "inline") return false;
      let block = element.parentElement;
      while (style(block).display === "inline") block = block.parentElement;
      const besides = texts(block, measured).filter(({element: each}) => !each.closest("a, summary, button"));
      return besides.some(({node}) => /\p{Letter}|\p{Number}/u.test(node.data));
    };
    const rows = new Map();
    for (const each of all)
      for (const box of each.boxes)
        for (let row = Math.floor((box.top - LEAST) / LEAST); row <= Math.floor((box.bottom + LEAST) / LEAST); row++)
          rows.set(row, (rows.get(row) ?? new Set()).add(each));
    const isFree = target => [...rows.get(Math.floor(target.y / LEAST))].every(other => other === target ||
      (!other.isSmall || Math.hypot(other.x - target.x, other.y - target.y) > LEAST - 0.05) &&
      other.boxes.every(box => Math.hypot(
        Math.max(box.left - target.x, target.x - box.right, 0), Math.max(box.top - target.y, target.y - box.bottom, 0),
      ) > LEAST / 2 - 0.05));
    const passes = target => !target.isSmall || isInSentence(target) || isFree(target);
    const elsewhere = new Set(all.filter(passes).map(({element}) => element.getAttribute("href")));
    return {
      count: all.length,
      small: all.filter(each => !passes(each) && !elsewhere.has(each.element.getAttribute("href")))
        .map(({element, boxes: [{width, height}]}) => ({words: words(element), path: path(element), width, height})),
    };
  };

  // What is drawn and says something, with its contrast: the shapes and frames of verdicts, and the marks of charts.
  // Helping lines may be faint: what they help to read stands beside them in words.
  const HELPING = ".grid-stroke, .rule-stroke";
  const graphics = () => {
    const {style, ground, isShown, opacity} = measures();
    const isMark = each => each.closest("svg.drawing") && !each.closest("defs, clipPath") && !each.closest(HELPING) &&
      (each instanceof SVGGeometryElement || each instanceof SVGUseElement);
    const paints = each => {
      if (each.matches("svg.shape")) return [style(each).color];
      if (each.matches(".verdict, .badge"))
        return parseFloat(style(each).borderTopWidth) ? [style(each).borderTopColor] : [];
      return isMark(each) ? ["fill", "stroke"].filter(name => style(each)[name] !== "none")
        .map(name => thinned(rgba(style(each)[name]), Number(style(each)[`${name}Opacity`]))) : [];
    };
    const found = [];
    for (const each of document.querySelectorAll("svg.shape, .verdict, .badge, svg.drawing *")) {
      const behind = ground(each);
      const contrasts = paints(each)
        .map(paint => thinned(Array.isArray(paint) ? paint : rgba(paint), opacity(each)))
        .map(paint => contrast(over(paint, behind), behind));
      // A mark is seen by its line or by its fill.
      if (contrasts.length && isShown(each)) {
        const kind = isMark(each) ? "mark" : ["shape", "verdict", "badge"].find(name => each.classList.contains(name));
        found.push({kind, path: path(each), contrast: Math.max(...contrasts)});
      }
    }
    return found;
  };

  // Keeps, for each press of a key, what had the focus before it, and how that was seen.
  const watchFocus = () => {
    const stops = [...document.querySelectorAll("a[href], summary, button, input, select, textarea, [tabindex='0']")]
      .filter(each => each.checkVisibility({visibilityProperty: true}));
    const place = new Map(stops.map((each, index) => [each, index]));
    const seen = [];
    const {ground, style} = measures();
    // To ask what is on top at a point takes as long as drawing the page; so the boxes are asked that can lie on others.
    const covers = [...document.querySelectorAll("body *")]
      .filter(each => !["static", "relative"].includes(style(each).position) && each.getClientRects().length);
    const scrolled = remembered(each => !each ? [] :
      [...style(each).overflowX === "visible" ? [] : [each], ...scrolled(each.parentElement)]);
    const common = (one, other) => ({
      left: Math.max(one.left, other.left), right: Math.min(one.right, other.right),
      top: Math.max(one.top, other.top), bottom: Math.min(one.bottom, other.bottom),
    });
    const isEmpty = ({left, right, top, bottom}) => right - left < 1 || bottom - top < 1;
    const look = () => {
      const element = document.activeElement;
      if (!place.has(element)) return;
      const {outlineStyle, outlineWidth, outlineColor} = getComputedStyle(element);
      const around = ground(element.parentElement);
      const limits = scrolled(element.parentElement).map(each => each.getBoundingClientRect());
      const upon = covers.filter(each => !each.contains(element) && !element.contains(each))
        .map(each => each.getBoundingClientRect());
      const shown = [...element.getClientRects()]
        .map(box => limits.reduce(common, common(box, {left: 0, top: 0, right: innerWidth, bottom: innerHeight})))
        .filter(box => !isEmpty(box));
      seen.push({
        place: place.get(element), words: words(element), path: path(element),
        line: outlineStyle === "none" ? 0 : parseFloat(outlineWidth),
        contrast: contrast(over(rgba(outlineColor), around), around),
        isSeen: shown.some(box => upon.every(each => isEmpty(common(box, each)))),
      });
    };
    addEventListener("keydown", look, true);
    return Object.assign(seen, {stops: stops.length});
  };

  return {byAxe, contrast, cutOff, faint, graphics, inDrawing, overlaps, targets, watchFocus};
})();
