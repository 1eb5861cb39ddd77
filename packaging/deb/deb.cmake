# cpack -G DEB in a build folder makes sluice_VERSION_ARCHITECTURE.deb of the component "application".
set(CPACK_PACKAGE_NAME sluice)
set(CPACK_PACKAGE_VENDOR "Sluice contributors")
set(CPACK_PACKAGE_CONTACT "Sluice contributors <sluice@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "download manager that shows what happened")
set(CPACK_PACKAGE_DESCRIPTION
"Sluice downloads files over HTTP and HTTPS with several connections and
mirrors, pauses and resumes them over crashes and lost networks, verifies
checksums and Metalinks, and keeps of each download what the developers'
tools of a browser show: timing, connections, certificates, headers.
.
Beside the application the package holds sluice-get, a downloader for the
terminal, and sluice-transfer, which takes the flags of curl.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_GENERATOR DEB)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_ALL application)
set(CPACK_COMPONENTS_GROUPING ALL_COMPONENTS_IN_ONE)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE
                                                WORLD_READ WORLD_EXECUTE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# The style, the picture formats and the database driver are loaded at run time: no library names them.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "ca-certificates, libqt6svg6")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "qt6-wayland, publicsuffix")

install(FILES packaging/deb/copyright DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/sluice COMPONENT application)
add_custom_command(OUTPUT ${sluice_made}/changelog.gz
  COMMAND ${gzip_program} -9n < ${CMAKE_SOURCE_DIR}/packaging/deb/changelog > ${sluice_made}/changelog.gz
  DEPENDS packaging/deb/changelog)
add_custom_target(sluice_changelog ALL DEPENDS ${sluice_made}/changelog.gz)
install(FILES ${sluice_made}/changelog.gz DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/sluice COMPONENT application)
include(CPack)
