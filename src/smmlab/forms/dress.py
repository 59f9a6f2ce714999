"""How forms look: what the style of the widgets leaves too narrow, too faint or cut off."""

SHEET = """<style>
.smm-form { max-width: 100%; overflow-x: hidden; padding: 2px; }
.smm-form .widget-label, .smm-form .widget-label-basic {
  white-space: normal; overflow: visible; text-overflow: clip; height: auto;
  line-height: 1.25; align-self: center; padding: 2px 0;
}
.smm-form .widget-inline-hbox { height: auto; align-items: center; }
.smm-form .jupyter-widgets .widget-html-content { line-height: 1.5; }
.smm-form .widget-hprogress .progress { height: 12px; }
.smm-form .jupyter-button, .smm-form .widget-toggle-button {
  height: auto; min-height: 28px; white-space: normal; line-height: 1.25; overflow: visible;
  padding: 4px 10px;
}
.smm-form .smm-stacked { flex-direction: column; align-items: stretch; }
.smm-form .smm-stacked .widget-label {
  width: auto !important; align-self: flex-start; text-align: left;
}
.smm-form .smm-stacked input { width: 100%; min-height: 28px; }
.smm-form .smm-stacked select { width: 100%; flex: 0 0 28px; }
.smm-form .smm-tick { height: auto; min-height: 24px; line-height: 1.35; }
.smm-form .smm-tick .widget-label-basic { display: flex; align-items: flex-start; gap: 6px; }
.smm-form .smm-tick input { flex: none; align-self: flex-start; margin: 2px 0 0; }
.smm-form .smm-post-row { padding: 2px 0 8px; border-bottom: 1px solid rgba(128, 128, 128, .35); }
.smm-form input::placeholder, .smm-form textarea::placeholder { color: #5f6b7a; opacity: 1; }
.smm-form a:focus-visible, .smm-form button:focus-visible, .smm-form input:focus-visible,
.smm-form select:focus-visible, .smm-form textarea:focus-visible, .smm-form [tabindex]:focus-visible
{ outline: 2px solid #0b6e99 !important; outline-offset: 1px; }
.smm-form .smm-wrong input, .smm-form .smm-wrong select, .smm-form .smm-wrong textarea {
  border: 2px solid #b42318;
}
.smm-form .smm-problem p {
  color: #7a1b12; background: #fef3f2; border-left: 4px solid #b42318;
  padding: 3px 8px; margin: 0 0 4px; max-width: 744px; line-height: 1.35;
}
.smm-form .smm-changed p {
  color: #5b4300; background: #fff8e6; border-left: 4px solid #b7791f;
  padding: 3px 8px; margin: 0 0 4px; max-width: 744px; line-height: 1.35;
}
</style>"""
