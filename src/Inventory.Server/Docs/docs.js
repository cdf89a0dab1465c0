"use strict";
// Renders the OpenAPI document as text nodes only: nothing in it is taken for markup.
const add = (parent, tag, text) => {
  const node = document.createElement(tag);
  if (text !== undefined) node.textContent = text;
  parent.append(node);
  return node;
};

const showCall = (parent, path, method, call) => {
  const box = add(parent, "section");
  const head = add(box, "h2");
  add(head, "code", `${method.toUpperCase()} ${path}`);
  if (call.summary) add(box, "p", call.summary);
  if (call.description) add(box, "p", call.description);
  const parameters = call.parameters ?? [];
  if (parameters.length > 0) {
    const list = add(box, "ul");
    for (const parameter of parameters) add(list, "li", `${parameter.name} (${parameter.in})`);
  }
  const bodies = Object.keys(call.requestBody?.content ?? {});
  if (bodies.length > 0) add(box, "p", `本文 / body: ${bodies.join(", ")}`);
  add(box, "p", `応答 / answers: ${Object.keys(call.responses ?? {}).join(", ")}`);
};

const show = async () => {
  const place = document.getElementById("calls");
  try {
    const answer = await fetch("/openapi/v1.json");
    const api = await answer.json();
    place.textContent = "";
    for (const [path, methods] of Object.entries(api.paths)) {
      for (const [method, call] of Object.entries(methods)) showCall(place, path, method, call);
    }
  } catch (error) {
    place.textContent = `読み込めませんでした / could not be loaded: ${error}`;
  }
};
show();
