#pragma once

#include <QString>

#include "engine/base/kinds.h"

namespace sluice::gui {

/// What a person can set off from the panel. Those the panel cannot do itself go out through
/// InspectorPanel::actionRequested().
enum class PanelAction {
    retry,
    editAddress,
    showCertificate,
    trustCertificate,
    logIn,
    newAddress,
    openInBrowser,
    keepAnyway,
    startOver,
    keepPart,
    chooseFolder,
    freeSpace,
    showBoth,
    downloadAgain,
    verify,
    settings
};
inline constexpr int panelActionCount = 16;

/// The panel's action for one of the engine's table; false if the engine offers none there.
bool panelActionOf(base::Action action, PanelAction& out);

/// The verb on its button: "Retry now", "Show certificate". Without mnemonic.
QString labelOf(PanelAction action);

}  // namespace sluice::gui
