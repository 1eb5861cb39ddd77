<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
    <context>
        <name>Action</name>
        <message>
            <source>%1 (%2)</source>
            <translation>%1 (%2)</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1: %2</translation>
        </message>
        <message>
            <source>&amp;Add…</source>
            <translation>&amp;Hinzufügen…</translation>
        </message>
        <message>
            <source>Add downloads</source>
            <translation>Downloads hinzufügen</translation>
        </message>
        <message>
            <source>Add from &amp;clipboard…</source>
            <translation>Aus der &amp;Zwischenablage…</translation>
        </message>
        <message>
            <source>Add from clipboard at &amp;once</source>
            <translation>&amp;Sofort aus der Zwischenablage</translation>
        </message>
        <message>
            <source>Close &amp;window</source>
            <translation>&amp;Fenster schließen</translation>
        </message>
        <message>
            <source>&amp;Quit</source>
            <translation>&amp;Beenden</translation>
        </message>
        <message>
            <source>&amp;Undo</source>
            <translation>&amp;Rückgängig</translation>
        </message>
        <message>
            <source>Bring back what was removed last</source>
            <translation>Zuletzt Entferntes zurückholen</translation>
        </message>
        <message>
            <source>&amp;Copy address</source>
            <translation>&amp;Adresse kopieren</translation>
        </message>
        <message>
            <source>Copy &amp;path</source>
            <translation>&amp;Pfad kopieren</translation>
        </message>
        <message>
            <source>Select &amp;all</source>
            <translation>A&amp;lles auswählen</translation>
        </message>
        <message>
            <source>Select &amp;none</source>
            <translation>&amp;Nichts auswählen</translation>
        </message>
        <message>
            <source>&amp;Filter</source>
            <translation>&amp;Filter</translation>
        </message>
        <message>
            <source>Show only what matches</source>
            <translation>Nur zeigen, was passt</translation>
        </message>
        <message>
            <source>C&amp;lear filter</source>
            <translation>Filter l&amp;eeren</translation>
        </message>
        <message>
            <source>&amp;Toolbar</source>
            <translation>&amp;Werkzeugleiste</translation>
        </message>
        <message>
            <source>&amp;Menu bar</source>
            <translation>&amp;Menüleiste</translation>
        </message>
        <message>
            <source>&amp;Sidebar</source>
            <translation>&amp;Seitenleiste</translation>
        </message>
        <message>
            <source>&amp;Info panel</source>
            <translation>&amp;Infobereich</translation>
        </message>
        <message>
            <source>Panel &amp;below</source>
            <translation>Bereich &amp;unten</translation>
        </message>
        <message>
            <source>Panel on the &amp;right</source>
            <translation>Bereich &amp;rechts</translation>
        </message>
        <message>
            <source>C&amp;ompact rows</source>
            <translation>&amp;Kompakte Zeilen</translation>
        </message>
        <message>
            <source>Show &amp;done</source>
            <translation>&amp;Fertige zeigen</translation>
        </message>
        <message>
            <source>Show only what is done</source>
            <translation>Nur Fertiges zeigen</translation>
        </message>
        <message>
            <source>&amp;Next pane</source>
            <translation>&amp;Nächster Bereich</translation>
        </message>
        <message>
            <source>&amp;Previous pane</source>
            <translation>&amp;Voriger Bereich</translation>
        </message>
        <message>
            <source>&amp;As the desktop</source>
            <translation>&amp;Wie die Arbeitsfläche</translation>
        </message>
        <message>
            <source>&amp;Light</source>
            <translation>&amp;Hell</translation>
        </message>
        <message>
            <source>&amp;Dark</source>
            <translation>&amp;Dunkel</translation>
        </message>
        <message>
            <source>&amp;Overview</source>
            <translation>Ü&amp;bersicht</translation>
        </message>
        <message>
            <source>&amp;Timing</source>
            <translation>&amp;Zeiten</translation>
        </message>
        <message>
            <source>&amp;Connections</source>
            <translation>&amp;Verbindungen</translation>
        </message>
        <message>
            <source>&amp;Segments</source>
            <translation>&amp;Abschnitte</translation>
        </message>
        <message>
            <source>&amp;Headers</source>
            <translation>&amp;Kopfzeilen</translation>
        </message>
        <message>
            <source>C&amp;ertificate</source>
            <translation>Z&amp;ertifikat</translation>
        </message>
        <message>
            <source>&amp;Log</source>
            <translation>&amp;Protokoll</translation>
        </message>
        <message>
            <source>S&amp;peed</source>
            <translation>&amp;Geschwindigkeit</translation>
        </message>
        <message>
            <source>Chec&amp;ksum</source>
            <translation>Prüf&amp;summe</translation>
        </message>
        <message>
            <source>&amp;Resume</source>
            <translation>&amp;Fortsetzen</translation>
        </message>
        <message>
            <source>Go on with the selected downloads</source>
            <translation>Ausgewählte Downloads fortsetzen</translation>
        </message>
        <message>
            <source>&amp;Pause</source>
            <translation>&amp;Anhalten</translation>
        </message>
        <message>
            <source>Pause the selected downloads</source>
            <translation>Ausgewählte Downloads anhalten</translation>
        </message>
        <message>
            <source>Pause or re&amp;sume</source>
            <translation>Anhalten oder f&amp;ortsetzen</translation>
        </message>
        <message>
            <source>Re&amp;try</source>
            <translation>&amp;Erneut versuchen</translation>
        </message>
        <message>
            <source>Try the selected downloads again now</source>
            <translation>Ausgewählte Downloads jetzt erneut versuchen</translation>
        </message>
        <message>
            <source>Restart from &amp;zero</source>
            <translation>Von &amp;vorn beginnen</translation>
        </message>
        <message>
            <source>Re&amp;move</source>
            <translation>E&amp;ntfernen</translation>
        </message>
        <message>
            <source>Take the selected downloads off the list; files that are done stay</source>
            <translation>Ausgewählte aus der Liste nehmen; fertige Dateien bleiben</translation>
        </message>
        <message>
            <source>Remove and tras&amp;h files</source>
            <translation>Entfernen, Dateien in den &amp;Papierkorb</translation>
        </message>
        <message>
            <source>&amp;Open file or details</source>
            <translation>Datei oder &amp;Einzelheiten öffnen</translation>
        </message>
        <message>
            <source>Open &amp;folder</source>
            <translation>Or&amp;dner öffnen</translation>
        </message>
        <message>
            <source>Open the folder with the file marked</source>
            <translation>Ordner öffnen, Datei markiert</translation>
        </message>
        <message>
            <source>Re&amp;name…</source>
            <translation>&amp;Umbenennen…</translation>
        </message>
        <message>
            <source>New a&amp;ddress…</source>
            <translation>Neue A&amp;dresse…</translation>
        </message>
        <message>
            <source>Move &amp;up</source>
            <translation>Nach &amp;oben</translation>
        </message>
        <message>
            <source>Move &amp;down</source>
            <translation>Nach &amp;unten</translation>
        </message>
        <message>
            <source>Move to &amp;top</source>
            <translation>Ganz nach o&amp;ben</translation>
        </message>
        <message>
            <source>Move to &amp;bottom</source>
            <translation>Ganz nach u&amp;nten</translation>
        </message>
        <message>
            <source>Propert&amp;ies</source>
            <translation>E&amp;igenschaften</translation>
        </message>
        <message>
            <source>&amp;Pause all</source>
            <translation>Alle &amp;anhalten</translation>
        </message>
        <message>
            <source>&amp;Resume all</source>
            <translation>Alle &amp;fortsetzen</translation>
        </message>
        <message>
            <source>&amp;Clear done</source>
            <translation>Fertige au&amp;sräumen</translation>
        </message>
        <message>
            <source>Take what is done off the list; the files stay</source>
            <translation>Fertige aus der Liste nehmen; die Dateien bleiben</translation>
        </message>
        <message>
            <source>&amp;Keyboard shortcuts</source>
            <translation>&amp;Tastenkürzel</translation>
        </message>
        <message>
            <source>&amp;About Sluice</source>
            <translation>Ü&amp;ber Sluice</translation>
        </message>
    </context>
    <context>
        <name>AddressList</name>
        <message>
            <source>Torrents are not supported</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“%1” addresses are not supported</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not an address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Twice in this list</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only the first %1 lines are read</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Address not understood</source>
            <translation>Adresse nicht verstanden</translation>
        </message>
    </context>
    <context>
        <name>Cells</name>
        <message>
            <source>Yes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Added %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Finished %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Certificate checks are off for this download</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>bytes per second</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>kibibytes per second</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>mebibytes per second</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>gibibytes per second</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 %2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 percent</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 left</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Column</name>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>Progress</source>
            <translation>Fortschritt</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>Größe</translation>
        </message>
        <message>
            <source>Speed</source>
            <translation>Tempo</translation>
        </message>
        <message>
            <source>Left</source>
            <translation>Rest</translation>
        </message>
        <message>
            <source>Status</source>
            <translation>Status</translation>
        </message>
        <message>
            <source>Host</source>
            <translation>Rechner</translation>
        </message>
        <message>
            <source>Conn.</source>
            <translation>Verb.</translation>
        </message>
        <message>
            <source>Added</source>
            <translation>Hinzugefügt</translation>
        </message>
        <message>
            <source>Finished</source>
            <translation>Beendet</translation>
        </message>
        <message>
            <source>Average speed</source>
            <translation>Mittleres Tempo</translation>
        </message>
        <message>
            <source>Category</source>
            <translation>Kategorie</translation>
        </message>
        <message>
            <source>Queue place</source>
            <translation>Platz</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>Ordner</translation>
        </message>
        <message>
            <source>URL</source>
            <translation>URL</translation>
        </message>
        <message>
            <source>Retries</source>
            <translation>Versuche</translation>
        </message>
        <message>
            <source>Protocol</source>
            <translation>Protokoll</translation>
        </message>
        <message>
            <source>Resumable</source>
            <translation>Fortsetzbar</translation>
        </message>
        <message>
            <source>Type</source>
            <translation>Typ</translation>
        </message>
        <message>
            <source>Last error</source>
            <translation>Letzter Fehler</translation>
        </message>
    </context>
    <context>
        <name>Errors</name>
        <message>
            <source>Error from server</source>
            <translation>Fehler vom Server</translation>
        </message>
        <message>
            <source>%1 from server</source>
            <translation>%1 vom Server</translation>
        </message>
        <message>
            <source>Address not understood</source>
            <translation>Adresse nicht verstanden</translation>
        </message>
        <message>
            <source>Kind of address not supported</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Redirected to an address that is not allowed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Setting not valid</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Byte range not valid</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Option not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Host not found[: {host}]</source>
            <translation>Rechner nicht gefunden[: {host}]</translation>
        </message>
        <message>
            <source>Name lookup failed[ for {host}]</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name lookup took too long[: {host}]</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Proxy not found[: {host}]</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Connection refused[ by {address}]</source>
            <translation>Verbindung abgelehnt[ von {address}]</translation>
        </message>
        <message>
            <source>Host unreachable[: {address}]</source>
            <translation>Rechner nicht erreichbar[: {address}]</translation>
        </message>
        <message>
            <source>Connection reset[ by {address}]</source>
            <translation>Verbindung abgebrochen[ von {address}]</translation>
        </message>
        <message>
            <source>No connection[ within {time}][ to {address}]</source>
            <translation>Keine Verbindung[ in {time}][ zu {address}]</translation>
        </message>
        <message>
            <source>Local address not usable[: {address}]</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Receiving failed[ from {address}]</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sending failed[ to {address}]</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Connection closed early[: {part}]</source>
            <translation>Zu früh geschlossen[: {part}]</translation>
        </message>
        <message>
            <source>Empty answer from server</source>
            <translation>Leere Antwort vom Server</translation>
        </message>
        <message>
            <source>No data[ for {time}]</source>
            <translation>Keine Daten[ seit {time}]</translation>
        </message>
        <message>
            <source>Too slow[ for {time}]</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No answer[ for {time}]</source>
            <translation>Keine Antwort[ seit {time}]</translation>
        </message>
        <message>
            <source>Time limit reached[ after {time}]</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Too many open connections</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Encryption failed[ with {host}]</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Encryption took too long[: {time}]</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Certificate expired[: {host}]</source>
            <translation>Zertifikat abgelaufen[: {host}]</translation>
        </message>
        <message>
            <source>Certificate not valid yet[: {host}]</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Certificate of another host[, not {host}]</source>
            <translation>Zertifikat eines anderen Rechners[, nicht {host}]</translation>
        </message>
        <message>
            <source>Unknown issuer of certificate[: {host}]</source>
            <translation>Unbekannter Aussteller des Zertifikats[: {host}]</translation>
        </message>
        <message>
            <source>Self-signed certificate[: {host}]</source>
            <translation>Selbst signiertes Zertifikat[: {host}]</translation>
        </message>
        <message>
            <source>Certificate revoked[: {host}]</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Certificate not trusted[: {host}]</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pinned key does not match[: {host}]</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>CA file not readable[: {file}]</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Client certificate unusable[: {file}]</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Server wants a certificate[ at {host}]</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No common TLS version[ with {host}]</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No common cipher[ with {host}]</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cut off without notice[: {part}]</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{status_words}</source>
            <translation>{status_words}</translation>
        </message>
        <message>
            <source>Login needed[ at {host}]</source>
            <translation>Anmeldung nötig[ bei {host}]</translation>
        </message>
        <message>
            <source>Proxy login needed[ at {host}]</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Server busy[, again in {time}]</source>
            <translation>Server überlastet[, wieder in {time}]</translation>
        </message>
        <message>
            <source>Answer not understood[ from {host}]</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>HTTP version not supported</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Headers too large[: over {limit}]</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Too many headers[ from {host}]</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Two lengths announced[ by {host}]</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Broken chunk from server</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ended early[: {part}]</source>
            <translation>Zu früh beendet[: {part}]</translation>
        </message>
        <message>
            <source>Unknown content encoding</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Compressed data corrupt</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Too many redirects[ at {host}]</source>
            <translation>Zu viele Umleitungen[ bei {host}]</translation>
        </message>
        <message>
            <source>Redirect not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Server cannot resume: starts over</source>
            <translation>Server kann nicht fortsetzen: von vorn</translation>
        </message>
        <message>
            <source>Wrong part sent by server</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>File too large[: {part}]</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Request cannot be repeated</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Got a web page, not a file</source>
            <translation>Webseite statt Datei erhalten</translation>
        </message>
        <message>
            <source>Proxy refused[ with {status}]</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file changed on the server[ at {percent}]</source>
            <translation>Datei auf dem Server geändert[ bei {percent}]</translation>
        </message>
        <message>
            <source>File incomplete[: {part}]</source>
            <translation>Datei unvollständig[: {part}]</translation>
        </message>
        <message>
            <source>The checksum does not match</source>
            <translation>Die Prüfsumme stimmt nicht</translation>
        </message>
        <message>
            <source>No space left[: {missing} short]</source>
            <translation>Kein Platz mehr[: {missing} fehlen]</translation>
        </message>
        <message>
            <source>Cannot write[ to {file}]</source>
            <translation>Schreiben unmöglich[: {file}]</translation>
        </message>
        <message>
            <source>Disk is read-only[: {file}]</source>
            <translation>Datenträger ist schreibgeschützt[: {file}]</translation>
        </message>
        <message>
            <source>Name too long[: {file}]</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Folder not found[: {file}]</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>File exists already[: {file}]</source>
            <translation>Datei gibt es schon[: {file}]</translation>
        </message>
        <message>
            <source>In use by another program[: {file}]</source>
            <translation>Von anderem Programm benutzt[: {file}]</translation>
        </message>
        <message>
            <source>Disk quota reached[: {missing} short]</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Too large for this disk[: {part}]</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Disk error[ at {file}]</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cannot read[ {file}]</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Resume record damaged[: {file}]</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>List file damaged[: {file}]</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>List of a newer version[: {file}]</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stopped by the program</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Writing was refused</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reading was refused</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Already in use elsewhere</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Called from a callback</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cancelled by you</source>
            <translation>Von Ihnen abgebrochen</translation>
        </message>
        <message>
            <source>Not supported here</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Out of memory</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Internal error, please report it</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>LogModel</name>
        <message>
            <source>Detail</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Info</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Warning</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Error</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Menus</name>
        <message>
            <source>&amp;File</source>
            <translation>&amp;Datei</translation>
        </message>
        <message>
            <source>&amp;Edit</source>
            <translation>&amp;Bearbeiten</translation>
        </message>
        <message>
            <source>&amp;View</source>
            <translation>&amp;Ansicht</translation>
        </message>
        <message>
            <source>&amp;Download</source>
            <translation>D&amp;ownload</translation>
        </message>
        <message>
            <source>&amp;Queue</source>
            <translation>&amp;Warteschlange</translation>
        </message>
        <message>
            <source>&amp;Tools</source>
            <translation>&amp;Extras</translation>
        </message>
        <message>
            <source>&amp;Help</source>
            <translation>&amp;Hilfe</translation>
        </message>
        <message>
            <source>P&amp;anel tab</source>
            <translation>R&amp;eiter des Bereichs</translation>
        </message>
        <message>
            <source>Colour s&amp;cheme</source>
            <translation>F&amp;arben</translation>
        </message>
        <message>
            <source>&amp;Fit columns</source>
            <translation>Spalten an&amp;passen</translation>
        </message>
        <message>
            <source>&amp;Default columns</source>
            <translation>&amp;Standardspalten</translation>
        </message>
        <message>
            <source>Co&amp;lumns</source>
            <translation>Spa&amp;lten</translation>
        </message>
    </context>
    <context>
        <name>NiceAxis</name>
        <message>
            <source>%1 B/s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 KiB/s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 MiB/s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 GiB/s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 TiB/s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 kB/s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 MB/s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 GB/s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 TB/s</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Profile</name>
        <message>
            <source>The folder %1 cannot be made or written to.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The folder %1 does not belong to you alone.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Reasons</name>
        <message>
            <source>nothing is selected</source>
            <translation>nichts ist ausgewählt</translation>
        </message>
        <message>
            <source>nothing selected is paused, waiting or failed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>nothing selected is running or queued</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>what is selected is done</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>nothing selected has failed or waits</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>select one download only</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it is done</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>nothing is running or queued</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>nothing is paused</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>nothing is done yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the list is empty</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>RequestTable</name>
        <message>
            <source>running</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Attempt</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Method</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Answer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Started</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>After the first</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Queued</source>
            <translation>Eingereiht</translation>
        </message>
        <message>
            <source>DNS</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>TCP connect</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>TLS</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Request sent</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Waiting (TTFB)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Transfer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Total</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Connection</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remote address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Range asked</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Body</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>End</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SaveBytes</name>
        <message>
            <source>Not saved</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 could not be written: %2</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SettingsFile</name>
        <message>
            <source>The settings could not be written to %1: %2</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Status</name>
        <message>
            <source>Bad Request</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Unauthorized</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Payment Required</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Forbidden</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not Found</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Method Not Allowed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not Acceptable</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Proxy Authentication Required</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Request Timeout</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Conflict</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Gone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Length Required</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Precondition Failed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Content Too Large</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>URI Too Long</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Unsupported Media Type</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Range Not Satisfiable</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Misdirected Request</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Locked</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Too Early</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Upgrade Required</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Too Many Requests</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Header Fields Too Large</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Unavailable For Legal Reasons</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not Implemented</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bad Gateway</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Service Unavailable</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Gateway Timeout</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>HTTP Version Not Supported</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Insufficient Storage</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Network Login Required</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Looking up host</source>
            <translation>Rechner wird gesucht</translation>
        </message>
        <message>
            <source>Connecting</source>
            <translation>Verbindet</translation>
        </message>
        <message>
            <source>Waiting for server</source>
            <translation>Wartet auf Server</translation>
        </message>
        <message>
            <source>Finishing file</source>
            <translation>Schließt Datei ab</translation>
        </message>
        <message>
            <source>Pausing</source>
            <translation>Hält an</translation>
        </message>
        <message>
            <source>Downloading, size unknown</source>
            <translation>Lädt, Größe unbekannt</translation>
        </message>
        <message>
            <source>Downloading</source>
            <translation>Lädt</translation>
        </message>
        <message>
            <source>Starting</source>
            <translation>Beginnt</translation>
        </message>
        <message>
            <source>Waiting for network</source>
            <translation>Wartet auf Netz</translation>
        </message>
        <message>
            <source>No space left</source>
            <translation>Kein Platz mehr</translation>
        </message>
        <message>
            <source>Waiting for its time</source>
            <translation>Wartet auf seine Zeit</translation>
        </message>
        <message>
            <source>New address needed</source>
            <translation>Neue Adresse nötig</translation>
        </message>
        <message>
            <source>Login needed</source>
            <translation>Anmeldung nötig</translation>
        </message>
        <message>
            <source>Waiting to retry</source>
            <translation>Wartet auf neuen Versuch</translation>
        </message>
        <message>
            <source>%1, retry %2 of %3</source>
            <translation>%1, Versuch %2 von %3</translation>
        </message>
        <message>
            <source>Queued, %1</source>
            <translation>Wartet als %1</translation>
        </message>
        <message>
            <source>Queued</source>
            <translation>Eingereiht</translation>
        </message>
        <message>
            <source>Paused</source>
            <translation>Angehalten</translation>
        </message>
        <message>
            <source>Checking SHA-256</source>
            <translation>Prüft SHA-256</translation>
        </message>
        <message>
            <source>Done, verified</source>
            <translation>Fertig, geprüft</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>Fertig</translation>
        </message>
        <message>
            <source>Failed without a cause</source>
            <translation>Gescheitert ohne Grund</translation>
        </message>
        <message>
            <source>The file changed on the server</source>
            <translation>Datei auf dem Server geändert</translation>
        </message>
        <message>
            <source>The file changed on the server at %1</source>
            <translation>Datei auf dem Server geändert bei %1</translation>
        </message>
        <message>
            <source>in %1</source>
            <translation>in %1</translation>
        </message>
        <message>
            <source>Active</source>
            <translation>Aktiv</translation>
        </message>
        <message>
            <source>Waiting</source>
            <translation>Wartend</translation>
        </message>
        <message>
            <source>Checking</source>
            <translation>Wird geprüft</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Gescheitert</translation>
        </message>
    </context>
    <context>
        <name>Waterfall</name>
        <message>
            <source>No lookup: the address was cached</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No lookup: the address is a number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No lookup: the address was given</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reused connection %1 (0 ms)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not encrypted</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>0</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 µs</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 ms</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Queued</source>
            <translation>Eingereiht</translation>
        </message>
        <message>
            <source>DNS</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>TCP connect</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>TLS</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Request sent</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Waiting (TTFB)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Transfer</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>WindowOptions</name>
        <message>
            <source>--scheme is light or dark, not “%1”.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>--demo-exit needs --demo-manifest.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>  --scheme NAME      light or dark
  --screenshot FILE  write a picture of the window, then end
  --demo-manifest FILE  queue what the demo server wrote to FILE
  --demo-exit        end when the demo has ended, 0 only if all went right
</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>format</name>
        <message>
            <source>B</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>KiB</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>MiB</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>GiB</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>TiB</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>PiB</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>EiB</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>kB</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>MB</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>GB</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>TB</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>PB</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>EB</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 %2</source>
            <comment>number and unit</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 of ?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 of %2 %3</source>
            <comment>part, total and unit</comment>
            <translation type="unfinished">%1 von %2 %3 {1 ?}</translation>
        </message>
        <message>
            <source>%1 byte</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 bytes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 %2/s</source>
            <comment>speed: number and unit</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 %</source>
            <comment>percent</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1st</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1nd</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1rd</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1th</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 min %2 s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 h %2 min</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 d %2 h</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>over 7 d</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 ms</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&lt; %1 µs</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 µs</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1, %2</source>
            <comment>date, clock time</comment>
            <translation>%1, %2</translation>
        </message>
        <message>
            <source>d MMM yyyy</source>
            <comment>format of a date</comment>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>sluice::gui::AboutDialog</name>
        <message>
            <source>About Sluice</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A download manager that people can see through.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Versions</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Copy details</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>sluice::gui::AddDialog</name>
        <message>
            <source>&amp;Name:</source>
            <translation>&amp;Name:</translation>
        </message>
        <message>
            <source>Add downloads</source>
            <translation>Downloads hinzufügen</translation>
        </message>
        <message>
            <source>One &amp;address per line:</source>
            <translation>Eine &amp;Adresse je Zeile:</translation>
        </message>
        <message>
            <source>Addresses, one per line</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What was understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Columns</source>
            <translation>Spalten</translation>
        </message>
        <message>
            <source>&amp;Save in:</source>
            <translation>&amp;Speichern in:</translation>
        </message>
        <message>
            <source>Save in</source>
            <translation>Speichern in</translation>
        </message>
        <message>
            <source>Choose a folder</source>
            <translation>Ordner wählen</translation>
        </message>
        <message>
            <source>File name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>From the server or the address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Options</source>
            <translation>&amp;Optionen</translation>
        </message>
        <message>
            <source>Options</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Download</source>
            <translation>D&amp;ownload</translation>
        </message>
        <message>
            <source>Add &amp;paused</source>
            <translation>&amp;Angehalten hinzufügen</translation>
        </message>
        <message>
            <source>The folder must be a full path</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A file name cannot hold “/”</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>%n download(s)</source>
            <translation>
                <numerusform>%n Download</numerusform>
                <numerusform>%n Downloads</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 free</source>
            <translation>%1 frei</translation>
        </message>
    </context>
    <context>
        <name>sluice::gui::AddOptions</name>
        <message>
            <source>&amp;Check the server's certificate</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sluice's own</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name: value, one per line</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Referrer:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;User agent:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Headers:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Referrer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>User agent</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Headers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not a header (“Name: value”): %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Referrer or user agent holds a control character</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>sluice::gui::AddressModel</name>
        <message>
            <source>(name from the server)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>Host</source>
            <translation>Rechner</translation>
        </message>
        <message>
            <source>Problem</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>sluice::gui::CertificateTab</name>
        <message>
            <source>%1 – ended, days ago: %2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 – days left: %2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not checked: certificate checks are off for this download</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not trusted: %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Trusted issuer, but the host name was not checked</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Trusted: checked when the session was opened</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Trusted: the chain and the host name were checked</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Connection</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save PEM…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save the certificate as PEM</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Chain of certificates, leaf first</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Subject</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Names</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Issuer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Valid from</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Valid to</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Key</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Signature</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Serial</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>SHA-256</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Version</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cipher</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Key exchange</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Protocol (ALPN)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Host name sent</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Session</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>OCSP stapling</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Signed timestamps</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The certificate appears when the server has shown it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This download is not encrypted</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>none agreed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Resumed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Yes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save certificate</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Certificate (*.pem)</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>sluice::gui::ChecksumTab</name>
        <message>
            <source>Matches: the file is what it should be</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Does not match: the file is damaged or not the one that was meant</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody said what it should be</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Expected</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Computed SHA-256</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Result</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>C&amp;ompare with a hash:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hash to compare with</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Paste an MD5, SHA-1 or SHA-2 hash</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The SHA-256 of the file is computed while it arrives and appears here at the end.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not a hash: an MD5 has 32 hexadecimal digits, a SHA-256 has 64</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This is a %1. Only the SHA-256 of the file is known.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This is a SHA-256. The file's own is not known yet.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>✓ This SHA-256 matches the file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>✗ This SHA-256 does not match the file</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>sluice::gui::ConnectionsTab</name>
        <message>
            <source>Ended: %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Receiving</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Waiting for server</source>
            <translation>Wartet auf Server</translation>
        </message>
        <message>
            <source>Connecting</source>
            <translation>Verbindet</translation>
        </message>
        <message>
            <source>Not encrypted</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Host</source>
            <translation>Rechner</translation>
        </message>
        <message>
            <source>Remote address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Local port</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Protocol</source>
            <translation>Protokoll</translation>
        </message>
        <message>
            <source>Encryption</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Requests</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>State</source>
            <translation>Zustand</translation>
        </message>
        <message>
            <source>Round trip</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Retransmits</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Window</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Speed</source>
            <translation>Tempo</translation>
        </message>
        <message>
            <source>Body</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Received</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Age</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Proxy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Connections</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No connection yet. It appears here as soon as there is one.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>sluice::gui::DownloadCommands</name>
        <message>
            <source>Remove and trash files</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>Remove %n download(s)?</source>
            <translation>
                <numerusform>%n Download entfernen?</numerusform>
                <numerusform>%n Downloads entfernen?</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n finished file(s) will go to the trash.</source>
            <translation>
                <numerusform>%n fertige Datei kommt in den Papierkorb.</numerusform>
                <numerusform>%n fertige Dateien kommen in den Papierkorb.</numerusform>
            </translation>
        </message>
        <message>
            <source>&amp;Remove and trash</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>File is no longer there: %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No program opens %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rename</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>File &amp;name:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A name cannot hold “/” or be “.”: %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Address of the same file:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Use and retry</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not an address that can be downloaded: %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Now at place %1 of the list</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>sluice::gui::EmptyState</name>
        <message>
            <source>Add downloads</source>
            <translation>Downloads hinzufügen</translation>
        </message>
        <message>
            <source>Clear filter</source>
            <translation>Filter leeren</translation>
        </message>
        <message>
            <source>Download from %1</source>
            <translation>Laden von %1</translation>
        </message>
        <message>
            <source>No downloads yet</source>
            <translation>Noch keine Downloads</translation>
        </message>
        <message>
            <source>Paste an address (Ctrl+V), drop links here, or</source>
            <translation>Adresse einfügen (Strg+V), Links hierher ziehen oder</translation>
        </message>
        <message>
            <source>Nothing matches “%1”</source>
            <translation>Nichts passt zu „%1“</translation>
        </message>
        <message>
            <source>Download</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>sluice::gui::FailureCard</name>
        <message>
            <source>%1 from %2</source>
            <comment>status line, address</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing is saved to disk yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing was lost</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 are safe</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 of %2 are safe</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Details</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Details of the failure</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Code</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>System</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Last response</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Detail</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Problem: %1</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>sluice::gui::FilterField</name>
        <message>
            <source>Filter</source>
            <translation>Filter</translation>
        </message>
        <message>
            <source>Filter: name, host, state:failed (Ctrl+F)</source>
            <translation>Filter: Name, Rechner, state:failed (Strg+F)</translation>
        </message>
        <message>
            <source>Words to look for in name, address, host and category.
state:failed   host:example.org   ext:iso   size:&gt;1G</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>sluice::gui::HeadersTab</name>
        <message>
            <source>Request</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Headers as sent</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Filter headers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Raw</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show the headers as sent</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show secrets</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show passwords, tokens and cookies</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy the headers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy as curl</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy as curl command line</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>Value</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Headers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1: %2</translation>
        </message>
        <message>
            <source>No request was sent yet. Its headers appear here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1. %2 – %3</source>
            <comment>number, request, answer</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Response</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>General</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Method</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Answer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Protocol</source>
            <translation>Protokoll</translation>
        </message>
        <message>
            <source>Remote address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Redirected to</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Range asked</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Range got</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Started</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1: %2</source>
            <comment>Response: HTTP/1.1 200 OK</comment>
            <translation>%1: %2</translation>
        </message>
        <message>
            <source>Hidden. Click or press Enter to show it.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>sluice::gui::InspectorPanel</name>
        <message>
            <source>Connections (%1)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Connections</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Log (%1)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Log</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Warnings and errors: %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Select a download to see its connections, timing and log</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Select one download</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Info panel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tabs of the info panel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Overview</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Timing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Segments</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Headers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Certificate</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Speed</source>
            <translation>Tempo</translation>
        </message>
        <message>
            <source>Checksum</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>sluice::gui::LogModel</name>
        <message>
            <source>Time</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Level</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Connection</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Message</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>sluice::gui::LogTab</name>
        <message>
            <source>Log</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Filter messages</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Least level shown</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Everything</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Info and up</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Warnings and errors</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Errors only</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy the log</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing happened yet. What happens is written here.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>sluice::gui::MainToolBar</name>
        <message>
            <source>Toolbar</source>
            <translation>Werkzeugleiste</translation>
        </message>
        <message>
            <source>View settings</source>
            <translation>Ansicht einstellen</translation>
        </message>
        <message>
            <source>Columns, panel, rows and colours</source>
            <translation>Spalten, Bereich, Zeilen und Farben</translation>
        </message>
        <message>
            <source>Colour scheme</source>
            <translation>Farben</translation>
        </message>
        <message>
            <source>More</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>sluice::gui::MainWindow</name>
        <message>
            <source>Menu bar</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>nothing was removed in the last 10 seconds</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>nothing is filtered</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The clipboard holds no address</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>%n downloading</source>
            <translation>
                <numerusform>%n wird geladen</numerusform>
                <numerusform>%n werden geladen</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 - %2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1, %2 - %3</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No downloads here</source>
            <translation>Hier sind keine Downloads</translation>
        </message>
        <message>
            <source>No queued downloads</source>
            <translation>Keine eingereihten Downloads</translation>
        </message>
        <message>
            <source>No active downloads</source>
            <translation>Keine aktiven Downloads</translation>
        </message>
        <message>
            <source>No paused downloads</source>
            <translation>Keine angehaltenen Downloads</translation>
        </message>
        <message>
            <source>No waiting downloads</source>
            <translation>Keine wartenden Downloads</translation>
        </message>
        <message>
            <source>No failed downloads</source>
            <translation>Keine gescheiterten Downloads</translation>
        </message>
        <message>
            <source>No finished downloads</source>
            <translation>Keine fertigen Downloads</translation>
        </message>
        <message>
            <source>Quit Sluice</source>
            <translation>Sluice beenden</translation>
        </message>
        <message numerus="yes">
            <source>%n download(s) are running.</source>
            <translation>
                <numerusform>%n Download läuft.</numerusform>
                <numerusform>%n Downloads laufen.</numerusform>
            </translation>
        </message>
        <message>
            <source>They will go on from here next time.</source>
            <translation>Beim nächsten Start geht es von hier weiter.</translation>
        </message>
        <message>
            <source>&amp;Quit</source>
            <translation>&amp;Beenden</translation>
        </message>
        <message>
            <source>&amp;Keep downloading</source>
            <translation>&amp;Weiter laden</translation>
        </message>
    </context>
    <context>
        <name>sluice::gui::OverviewTab</name>
        <message>
            <source>Yes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 – %2</source>
            <comment>resumable, why</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 of %2 since the last new byte</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Certificate checks are off for this download: anybody on the way could read or change it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Downloads selected</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Downloaded</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>To go</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Speed</source>
            <translation>Tempo</translation>
        </message>
        <message>
            <source>Copy all</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy the overview</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Status</source>
            <translation>Status</translation>
        </message>
        <message>
            <source>Saved to disk</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Mean</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Peak</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Running for</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Left</source>
            <translation>Rest</translation>
        </message>
        <message>
            <source>Finished</source>
            <translation>Beendet</translation>
        </message>
        <message>
            <source>Connections</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Retries</source>
            <translation>Versuche</translation>
        </message>
        <message>
            <source>Can be resumed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Final address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Referrer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>File</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Part file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name from</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type</source>
            <translation>Typ</translation>
        </message>
        <message>
            <source>Protocol</source>
            <translation>Protokoll</translation>
        </message>
        <message>
            <source>ETag</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Last modified</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Added</source>
            <translation>Hinzugefügt</translation>
        </message>
        <message>
            <source>%1 (%2)</source>
            <translation>%1 (%2)</translation>
        </message>
        <message>
            <source>saved to %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1, until about %2</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>sluice::gui::PhaseChart</name>
        <message>
            <source>Phases of the request</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 %2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1. Total %2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lost: %1</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>sluice::gui::QueueModel</name>
        <message>
            <source>In the list already</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>In the list already, %1</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>sluice::gui::QueueView</name>
        <message>
            <source>Downloads</source>
            <translation>Downloads</translation>
        </message>
        <message>
            <source>Columns</source>
            <translation>Spalten</translation>
        </message>
    </context>
    <context>
        <name>sluice::gui::RequestBars</name>
        <message>
            <source>No.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Answer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Request</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Time</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Start</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Total</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Requests</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1, started %2</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>sluice::gui::SegmentsMap</name>
        <message>
            <source>Map of the file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 saved, parts being fetched: %2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>, safe from a power cut: %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bytes %1 to %2 (%3)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1: saved</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1: being fetched</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1: wanted</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>sluice::gui::SegmentsTab</name>
        <message>
            <source>Being fetched</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saved</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Wanted</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>From byte</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>To byte</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Length</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Done</source>
            <translation>Fertig</translation>
        </message>
        <message>
            <source>Speed</source>
            <translation>Tempo</translation>
        </message>
        <message>
            <source>Connection</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tries</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>State</source>
            <translation>Zustand</translation>
        </message>
        <message>
            <source>Parts of the file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing has arrived yet. The parts of the file appear with the first byte.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 saved, complete</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Parts: %1. Full colour is saved, pale is being fetched, a tick is where bytes arrive.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>sluice::gui::ShortcutsDialog</name>
        <message>
            <source>Keyboard shortcuts</source>
            <translation>Tastenkürzel</translation>
        </message>
        <message>
            <source>Filter</source>
            <translation>Filter</translation>
        </message>
        <message>
            <source>Shortcuts</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Action</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keys</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>sluice::gui::SidebarModel</name>
        <message>
            <source>State</source>
            <translation>Zustand</translation>
        </message>
        <message>
            <source>All</source>
            <translation>Alle</translation>
        </message>
        <message>
            <source>Category</source>
            <translation>Kategorie</translation>
        </message>
        <message>
            <source>Host</source>
            <translation>Rechner</translation>
        </message>
        <message>
            <source>%1, %2</source>
            <translation>%1, %2</translation>
        </message>
    </context>
    <context>
        <name>sluice::gui::SidebarView</name>
        <message>
            <source>Show by state, category or host</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>sluice::gui::SpeedGraph</name>
        <message>
            <source>Speed over time</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Mean %1, peak %2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>mean</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>peak</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>sluice::gui::SpeedTab</name>
        <message>
            <source>Time shown</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>1 minute</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>5 minutes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>30 minutes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>All</source>
            <translation>Alle</translation>
        </message>
        <message>
            <source>No speed yet. The curve begins with the first bytes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>now %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>mean %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>peak %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Speed – %1</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>sluice::gui::StatusLine</name>
        <message>
            <source>%1 of %2</source>
            <translation>%1 von %2</translation>
        </message>
        <message numerus="yes">
            <source>%n download(s)</source>
            <translation>
                <numerusform>%n Download</numerusform>
                <numerusform>%n Downloads</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>, %n selected</source>
            <translation>
                <numerusform>, %n ausgewählt</numerusform>
                <numerusform>, %n ausgewählt</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>, %n selected (sum %1)</source>
            <translation>
                <numerusform>, %n ausgewählt (Summe %1)</numerusform>
                <numerusform>, %n ausgewählt (Summe %1)</numerusform>
            </translation>
        </message>
        <message>
            <source>↓ %1</source>
            <translation>↓ %1</translation>
        </message>
        <message numerus="yes">
            <source>%n connection(s)</source>
            <translation>
                <numerusform>%n Verbindung</numerusform>
                <numerusform>%n Verbindungen</numerusform>
            </translation>
        </message>
        <message>
            <source>Disk: %1 free</source>
            <translation>Datenträger: %1 frei</translation>
        </message>
    </context>
    <context>
        <name>sluice::gui::TextTable</name>
        <message>
            <source>&amp;Copy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy &amp;all</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>sluice::gui::TimingTab</name>
        <message>
            <source>Request shown</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Split axis</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Linear axis</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Logarithmic axis</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Scale of the time axis</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Table</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show the figures as a table</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy as text</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy the figures as text</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Export HAR…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Export the requests as HAR</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Figures of all requests</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1. Timing appears when it connects.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Request %1 of %2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Request</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>reused connection %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>new connection</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>started %1, %2 after the first</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>started %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 – %2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Export requests</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>HTTP Archive (*.har)</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>sluice::gui::UndoBar</name>
        <message>
            <source>U&amp;ndo</source>
            <translation>&amp;Rückgängig</translation>
        </message>
        <message>
            <source>Undo the removal</source>
            <translation>Entfernen rückgängig machen</translation>
        </message>
        <message>
            <source>Do not undo</source>
            <translation>Nicht rückgängig machen</translation>
        </message>
        <message numerus="yes">
            <source>Removed %n download(s)</source>
            <translation>
                <numerusform>%n Download entfernt</numerusform>
                <numerusform>%n Downloads entfernt</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Removed %n download(s), files go to the trash</source>
            <translation>
                <numerusform>%n Download entfernt, Dateien kommen in den Papierkorb</numerusform>
                <numerusform>%n Downloads entfernt, Dateien kommen in den Papierkorb</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>sluice::gui::ValueForm</name>
        <message>
            <source>%1: %2</source>
            <translation>%1: %2</translation>
        </message>
    </context>
    <context>
        <name>sluice::service</name>
        <message>
            <source>Usage: sluice [FLAGS] [ADDRESS…]          start, or raise the window, and add addresses
       sluice add [-d FOLDER] [-o NAME] [--paused] ADDRESS…
       sluice list [--json]
       sluice show NUMBER [--json]
       sluice pause|resume|remove NUMBER…

  --headless         run the queue without a window
  --profile FOLDER   keep list, settings and log in one folder
  -d FOLDER          where to put the file
  -o NAME            what to call it
  --paused           add without starting
  --json             machine-readable output
  -h, --help         this text
  -V, --version      the version
</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>sluice::service::InstanceSocket</name>
        <message>
            <source>The request is no JSON object.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>sluice::service::Parser</name>
        <message>
            <source>“%1” is no download's number; “sluice list” shows them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 takes no value.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 is not known; see sluice --help.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 needs a value.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“sluice add” needs at least one address.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“sluice list” takes no numbers; “sluice show” does.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“sluice show” needs one number.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This needs at least one number; “sluice list” shows them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>-d, -o and --paused belong to “sluice add”.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>--json belongs to “sluice list” and “sluice show”.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>-o names one file, but there are several addresses.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>sluice::service::RequestHandler</name>
        <message>
            <source>The folder %1 is not absolute.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>An address is empty.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no address to add.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no download with the number %1.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“%1” is not known.</source>
            <translation type="unfinished" />
        </message>
    </context>
</TS>
