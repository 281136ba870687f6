// Before each test file: the source language, whose sentences stand in the code itself.
import { i18n } from "@lingui/core";

i18n.loadAndActivate({ locale: "en", messages: {} });
