#include "gui/inspector/panel_action.h"

#include <QCoreApplication>

namespace sluice::gui {

bool panelActionOf(base::Action action, PanelAction& out) {
    switch (action) {
        case base::Action::none:
            return false;
        case base::Action::retry:
            out = PanelAction::retry;
            return true;
        case base::Action::edit_address:
            out = PanelAction::editAddress;
            return true;
        case base::Action::show_certificate:
            out = PanelAction::showCertificate;
            return true;
        case base::Action::trust_certificate:
            out = PanelAction::trustCertificate;
            return true;
        case base::Action::log_in:
            out = PanelAction::logIn;
            return true;
        case base::Action::new_address:
            out = PanelAction::newAddress;
            return true;
        case base::Action::open_in_browser:
            out = PanelAction::openInBrowser;
            return true;
        case base::Action::keep_anyway:
            out = PanelAction::keepAnyway;
            return true;
        case base::Action::start_over:
            out = PanelAction::startOver;
            return true;
        case base::Action::keep_part:
            out = PanelAction::keepPart;
            return true;
        case base::Action::choose_folder:
            out = PanelAction::chooseFolder;
            return true;
        case base::Action::free_space:
            out = PanelAction::freeSpace;
            return true;
        case base::Action::show_both:
            out = PanelAction::showBoth;
            return true;
        case base::Action::download_again:
            out = PanelAction::downloadAgain;
            return true;
        case base::Action::verify:
            out = PanelAction::verify;
            return true;
        case base::Action::settings:
            out = PanelAction::settings;
            return true;
    }
    return false;
}

QString labelOf(PanelAction action) {
    const auto tr = [](const char* text) { return QCoreApplication::translate("PanelAction", text); };
    switch (action) {
        case PanelAction::retry:
            return tr(QT_TRANSLATE_NOOP("PanelAction", "Retry now"));
        case PanelAction::editAddress:
            return tr(QT_TRANSLATE_NOOP("PanelAction", "Edit address"));
        case PanelAction::showCertificate:
            return tr(QT_TRANSLATE_NOOP("PanelAction", "Show certificate"));
        case PanelAction::trustCertificate:
            return tr(QT_TRANSLATE_NOOP("PanelAction", "Trust this one"));
        case PanelAction::logIn:
            return tr(QT_TRANSLATE_NOOP("PanelAction", "Log in"));
        case PanelAction::newAddress:
            return tr(QT_TRANSLATE_NOOP("PanelAction", "New address"));
        case PanelAction::openInBrowser:
            return tr(QT_TRANSLATE_NOOP("PanelAction", "Open in browser"));
        case PanelAction::keepAnyway:
            return tr(QT_TRANSLATE_NOOP("PanelAction", "Keep anyway"));
        case PanelAction::startOver:
            return tr(QT_TRANSLATE_NOOP("PanelAction", "Start over"));
        case PanelAction::keepPart:
            return tr(QT_TRANSLATE_NOOP("PanelAction", "Keep part"));
        case PanelAction::chooseFolder:
            return tr(QT_TRANSLATE_NOOP("PanelAction", "Choose folder"));
        case PanelAction::freeSpace:
            return tr(QT_TRANSLATE_NOOP("PanelAction", "Free space"));
        case PanelAction::showBoth:
            return tr(QT_TRANSLATE_NOOP("PanelAction", "Show both"));
        case PanelAction::downloadAgain:
            return tr(QT_TRANSLATE_NOOP("PanelAction", "Download again"));
        case PanelAction::verify:
            return tr(QT_TRANSLATE_NOOP("PanelAction", "Check again"));
        case PanelAction::settings:
            return tr(QT_TRANSLATE_NOOP("PanelAction", "Settings"));
    }
    return {};
}

}  // namespace sluice::gui
